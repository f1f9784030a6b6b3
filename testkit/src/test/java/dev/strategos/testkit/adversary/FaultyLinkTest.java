package dev.strategos.testkit.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {

    private static final NodeId B = NodeId.of("b");

    /** What arrives of a thousand numbers. */
    private static List<Integer> sendThrough(UnaryOperator<FaultyLink> faults) {
        MemoryNetwork network =
                MemoryNetwork.builder(Group.named("a", "b")).seed(1).build();
        List<Integer> received = new ArrayList<>();
        Stackable link = network.node("a").run(env -> faults.apply(FaultyLink.over(env.open("x"), env.random())));
        network.node("b").run(env -> {
            var wire = env.open("x");
            wire.onDeliver((from, message) -> received.add(message.getInt()));
            return wire;
        });
        network.node("a").execute(() -> {
            for (int i = 0; i < 1_000; i++) {
                link.send(B, ByteBuffer.allocate(Integer.BYTES).putInt(0, i));
            }
        });
        network.runFor(Duration.ofSeconds(1));
        return received;
    }

    private static List<Integer> all() {
        return IntStream.range(0, 1_000).boxed().toList();
    }

    @Test
    void doesNothingUnlessToldTo() {
        assertThat(sendThrough(link -> link)).isEqualTo(all());
    }

    @Test
    void losesRepeatsAndReordersAsOftenAsItIsTold() {
        assertThat(sendThrough(link -> link.losing(0.3)).size()).isBetween(650, 750);
        assertThat(sendThrough(link -> link.losing(1))).isEmpty();
        assertThat(sendThrough(link -> link.repeating(0.2)).size()).isBetween(1_150, 1_250);
        assertThat(sendThrough(link -> link.reordering(0.3)))
                .containsExactlyInAnyOrderElementsOf(all())
                .isNotEqualTo(all());
    }

    @Test
    void refusesWhatIsNoChance() {
        assertThatThrownBy(() -> sendThrough(link -> link.losing(1.1)))
                .hasMessage("losing: must be within 0 to 1, but was 1.1");
        assertThatThrownBy(() -> sendThrough(link -> link.repeating(-1))).hasMessageContaining("repeating");
        assertThatThrownBy(() -> sendThrough(link -> link.reordering(Double.NaN)))
                .hasMessageContaining("reordering");
    }
}
