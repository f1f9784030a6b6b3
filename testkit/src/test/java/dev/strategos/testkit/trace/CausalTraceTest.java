package dev.strategos.testkit.trace;

import static dev.strategos.testkit.trace.TraceBuilder.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.DropReason;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausalTraceTest {

    private static final Peer A = peer("a");
    private static final Peer B = peer("b");
    private static final Peer C = peer("c");

    private final TraceBuilder run = new TraceBuilder();

    @Test
    void clocksFollowTheMessages() {
        run.at(0, A, new TraceEvent.Start());
        run.at(0, B, new TraceEvent.Start());
        TraceRecord send = run.send(1, A, B, 1);
        TraceRecord alone = run.at(2, B, new TraceEvent.TimerFired());
        TraceRecord delivery = run.deliver(3, A, B, 1);
        CausalTrace trace = CausalTrace.of(run.records());

        assertThat(clock(trace, send)).isEqualTo(Map.of(A.id(), 2));
        assertThat(clock(trace, alone)).isEqualTo(Map.of(B.id(), 2));
        assertThat(clock(trace, delivery)).isEqualTo(Map.of(A.id(), 2, B.id(), 3));
        assertThat(trace.happenedBefore(at(trace, send), at(trace, delivery))).isTrue();
        assertThat(trace.happenedBefore(at(trace, delivery), at(trace, send))).isFalse();
        assertThat(trace.happenedBefore(at(trace, send), at(trace, alone))).isFalse();
        assertThat(trace.happenedBefore(at(trace, send), at(trace, send))).isFalse();
        assertThat(trace.causeOf(at(trace, delivery))).hasValue(at(trace, send));
        assertThat(trace.causeOf(at(trace, send))).isEmpty();
    }

    @Test
    void theSameNumberAtAnotherLayerOrChannelIsAnotherMessage() {
        run.at(1, A, new TraceEvent.Send("orders", "fifo", TraceBuilder.id(A, B, 1), 5));
        run.at(1, A, new TraceEvent.Send("other", "wire", TraceBuilder.id(A, B, 1), 5));
        TraceRecord delivery = run.deliver(2, A, B, 1);
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(trace.causeOf(at(trace, delivery))).isEmpty();
    }

    @Test
    void aDropAtTheReceiverIsAnArrivalAndALossIsNot() {
        run.send(1, A, B, 1);
        TraceRecord lost = run.drop(1, A, A, B, 1, DropReason.LOSS);
        run.send(2, A, B, 2);
        TraceRecord stale = run.drop(3, B, A, B, 2, DropReason.STALE_SESSION);
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(trace.causeOf(at(trace, lost))).isEmpty();
        assertThat(clock(trace, stale)).isEqualTo(Map.of(A.id(), 3, B.id(), 1));
    }

    @Test
    void aNewLifeKnowsWhatTheOldOneDid() {
        run.at(0, A, new TraceEvent.Start());
        run.at(1, A, new TraceEvent.Crash());
        TraceRecord again = run.at(2, peer("a", 2), new TraceEvent.Start());
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(clock(trace, again)).isEqualTo(Map.of(A.id(), 3));
    }

    @Test
    void theLastWordsOfADeadLifeStandAtTheirTime() {
        run.at(0, A, new TraceEvent.Start());
        run.send(1, A, B, 1);
        run.at(2, A, new TraceEvent.Crash());
        TraceRecord again = run.at(3, peer("a", 2), new TraceEvent.Start());
        TraceRecord lastWords = run.drop(5, A, A, B, 1, DropReason.CRASHED);
        TraceRecord later = run.at(6, peer("a", 2), new TraceEvent.TimerFired());
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(trace.records()).containsSubsequence(again, lastWords, later);
    }

    @Test
    void causesComeFirstWhereClocksDisagree() {
        TraceRecord delivery = run.deliver(5, A, B, 1);
        TraceRecord after = run.at(6, B, new TraceEvent.TimerFired());
        TraceRecord send = run.send(1_000, A, B, 1);
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(trace.records()).containsExactly(send, delivery, after);
        assertThat(clock(trace, after)).isEqualTo(Map.of(A.id(), 1, B.id(), 2));
    }

    @Test
    void idsThatContradictEachOtherLoseACause() {
        run.deliver(1, A, B, 1);
        run.send(2, B, A, 1);
        run.deliver(3, B, A, 1);
        run.send(4, A, B, 1);
        CausalTrace trace = CausalTrace.of(run.records());
        assertThat(trace.records()).containsExactlyElementsOf(run.records());
        assertThat(trace.causeOf(0)).isEmpty();
        assertThat(trace.causeOf(2)).hasValue(1);
    }

    @Test
    void knowsTheNodesThatAreOnlySpokenOf() {
        run.send(1, B, C, 1);
        run.at(1, B, new TraceEvent.Suspect(A.id()));
        assertThat(CausalTrace.of(run.records()).nodes()).containsExactly(B.id(), C.id(), A.id());
        assertThat(CausalTrace.of(List.of()).nodes()).isEmpty();
    }

    @Test
    void refusesEventsThatAreNotThere() {
        CausalTrace trace = CausalTrace.of(List.of());
        assertThatThrownBy(() -> trace.clockOf(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> trace.causeOf(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(trace.indexOf(run.at(0, A, new TraceEvent.Start()))).isEmpty();
    }

    /** Whatever order the records come in, the outcome is the same, and every clock agrees with reachability by a plain search. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainSearch(long seed) {
        List<TraceRecord> records = RandomTraces.of(seed, Duration.ofMillis(200));
        CausalTrace trace = CausalTrace.of(records);
        assertThat(trace.records()).containsExactlyElementsOf(records);

        int size = records.size();
        assertThat(size).isGreaterThan(300);
        boolean[][] before = new boolean[size][size];
        for (int event = 0; event < size; event++) {
            for (int earlier : earlierOf(trace, event)) {
                before[earlier][event] = true;
                for (int i = 0; i < size; i++) {
                    before[i][event] |= before[i][earlier];
                }
            }
        }
        for (int event = 0; event < size; event++) {
            for (NodeId node : trace.nodes()) {
                int seen = 0;
                for (int other = 0; other < size; other++) {
                    boolean known = before[other][event] || other == event;
                    seen += known && records.get(other).peer().id().equals(node) ? 1 : 0;
                }
                assertThat(trace.clockOf(event).getOrDefault(node, 0)).isEqualTo(seen);
            }
            assertThat(trace.happenedBefore(size / 3, event)).isEqualTo(before[size / 3][event]);
        }
        trace.order()
                .<RuntimeException>forEachClock((event, clock) -> assertThat(clock)
                        .as("event %d", event)
                        .isEqualTo(trace.order().clock(event)));
    }

    @Test
    void doesNotCareInWhatOrderRecordsCome() {
        List<TraceRecord> records = RandomTraces.of(4, Duration.ofMillis(200));
        List<TraceRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(1));
        CausalTrace trace = CausalTrace.of(shuffled);
        CausalTrace expected = CausalTrace.of(records);
        for (TraceRecord record : records) {
            assertThat(clock(trace, record)).isEqualTo(clock(expected, record));
        }
    }

    private static List<Integer> earlierOf(CausalTrace trace, int event) {
        List<Integer> earlier = new ArrayList<>();
        trace.causeOf(event).ifPresent(earlier::add);
        NodeId node = trace.records().get(event).peer().id();
        for (int other = event - 1; other >= 0; other--) {
            if (trace.records().get(other).peer().id().equals(node)) {
                earlier.add(other);
                break;
            }
        }
        assertThat(earlier)
                .allMatch(other -> other < event, "causes come first: " + Arrays.toString(new int[] {event}));
        return earlier;
    }

    private static Map<NodeId, Integer> clock(CausalTrace trace, TraceRecord record) {
        return trace.clockOf(at(trace, record));
    }

    private static int at(CausalTrace trace, TraceRecord record) {
        return trace.indexOf(record).orElseThrow();
    }
}
