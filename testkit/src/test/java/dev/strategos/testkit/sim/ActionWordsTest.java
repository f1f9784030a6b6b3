package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.FaultAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionWordsTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");

    @Test
    void everyActionHasWords() {
        Map<FaultAction, String> words = Map.ofEntries(
                Map.entry(new FaultAction.Crash(A), "a crashes"),
                Map.entry(new FaultAction.Recover(A), "a recovers"),
                Map.entry(new FaultAction.Pause(A, Duration.ofNanos(1_234_567)), "a stands still for 1.234 ms"),
                Map.entry(new FaultAction.Slow(A, Duration.ofMillis(7)), "a takes 7.000 ms for anything"),
                Map.entry(new FaultAction.Slow(A, Duration.ZERO), "a is fast again"),
                Map.entry(new FaultAction.ClockRate(A, 1.5), "a's clock runs at the rate 1.5"),
                Map.entry(new FaultAction.ClockJump(A, Duration.ofSeconds(1)), "a's clock jumps by 1000.000 ms"),
                Map.entry(new FaultAction.FinishSyncs(A, 2), "a's last 2 interrupted syncs were through after all"),
                Map.entry(
                        new FaultAction.TearStorage(A, 3),
                        "a's storage has only the first 3 of the values that the crash interrupted"),
                Map.entry(new FaultAction.RollBackStorage(A, 4), "a's storage is taken back by 4 syncs"),
                Map.entry(new FaultAction.WipeStorage(A), "a's storage is lost"),
                Map.entry(new FaultAction.CorruptStorage(A, 5), "a's storage has a bit inverted"),
                Map.entry(new FaultAction.Cut(List.of(A), List.of(B, C)), "a no longer reaches b and c"),
                Map.entry(new FaultAction.Cut(List.of(B, C), List.of(A)), "b and c no longer reach a"),
                Map.entry(new FaultAction.Heal(), "all cuts are mended"),
                Map.entry(new FaultAction.EndFaults(), "nothing goes wrong any more"));
        words.forEach((action, text) -> assertThat(ActionWords.of(action)).isEqualTo(text));
        assertThat(words.keySet().stream().map(Object::getClass).distinct())
                .as("a new action needs words")
                .hasSize((int) Arrays.stream(FaultAction.class.getPermittedSubclasses())
                        .count());
    }
}
