package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Frames that are too many or too long, and fates written down and replayed. */
class FrameFaultsTest {

    private static final NodeId B = NodeId.of("b");

    private final List<String> trace = new ArrayList<>();

    private List<String> talk(UnaryOperator<MemoryNetworkBuilder> changed) {
        trace.clear();
        MemoryNetworkBuilder builder =
                MemoryNetwork.builder(Group.named("a", "b")).trace(this::note);
        try (MemoryNetwork network = changed.apply(builder).build()) {
            Mailbox a = Mailbox.of(network, "a");
            Mailbox b = Mailbox.of(network, "b");
            network.runFor(Duration.ofSeconds(1));
            for (int i = 0; i < 20; i++) {
                a.send(network, "b", "message " + i);
                network.runFor(Duration.ofMillis(1));
            }
            network.runFor(Duration.ofSeconds(1));
            return b.received;
        }
    }

    private void note(TraceRecord record) {
        trace.add(record.toString());
    }

    @Test
    void bandwidthMakesFramesQueueUp() {
        try (MemoryNetwork network = MemoryNetwork.builder(Group.named("a", "b"))
                .faults(FaultPlan.builder().bytesPerSecond(100).build())
                .build()) {
            Mailbox a = Mailbox.of(network, "a");
            Mailbox b = Mailbox.of(network, "b");
            network.runFor(Duration.ofSeconds(1));
            long start = b.env.clock().nanos();
            a.send(network, "b", "0123456789", "01234", "0123456789");
            network.runFor(Duration.ofSeconds(1));
            assertThat(b.times.stream().map(time -> (time - start) / 1_000_000))
                    .as("100, 50 and 100 ms to set out, one to arrive")
                    .containsExactly(101L, 151L, 251L);
        }
    }

    @Test
    void aNodeRefusesWhatIsLongerThanItsOwnLimit() {
        List<Fault> faults = new ArrayList<>();
        try (MemoryNetwork network = MemoryNetwork.builder(Group.named("a", "b"))
                .faults(FaultPlan.builder().frameLimit(B, 10).build())
                .onFault(faults::add)
                .trace(this::note)
                .build()) {
            Mailbox a = Mailbox.of(network, "a");
            Mailbox b = Mailbox.of(network, "b");
            a.send(network, "b", "0123456789", "01234567890");
            network.runFor(Duration.ofSeconds(1));
            assertThat(b.received).containsExactly("a#1 0123456789");
            assertThat(faults)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.OVERSIZE));
            assertThat(trace).anyMatch(line -> line.endsWith("drop mail wire a#1→b/2 OVERSIZE"));
            assertThat(a.wire.maxBytes()).isEqualTo(1 << 20);
            assertThat(b.wire.maxBytes()).isEqualTo(10);
        }
        assertThatThrownBy(() -> MemoryNetwork.builder(Group.named("a"))
                        .faults(FaultPlan.builder().frameLimit(B, 10).build())
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Writing fates down changes nothing, and a network without faults that is told them does the same. */
    @Test
    void fatesWrittenDownReplayTheRun() {
        FaultPlan plan = FaultPlan.builder()
                .loss(0.3)
                .duplication(0.3)
                .reordering(0.5)
                .delay(DelayLaw.exponential(Duration.ZERO, Duration.ofMillis(5)))
                .build();
        for (long seed = 0; seed < 20; seed++) {
            long run = seed;
            List<String> received = talk(builder -> builder.seed(run).faults(plan));
            List<String> plain = List.copyOf(trace);
            Map<MessageId, Fate> fates = new LinkedHashMap<>();
            talk(builder -> builder.seed(run).faults(plan).fates((frame, drawn) -> {
                fates.put(frame, drawn);
                return drawn;
            }));
            assertThat(trace).isEqualTo(plain);
            assertThat(talk(builder -> builder.seed(run).fates((frame, drawn) -> {
                        assertThat(drawn).isEqualTo(Fate.calm());
                        return fates.get(frame);
                    })))
                    .isEqualTo(received);
            assertThat(trace).isEqualTo(plain);
            assertThat(fates.keySet()).as("news too").anyMatch(id -> id.number() < 0);
        }
    }

    @Test
    void aScriptChoosesWhatIsLost() {
        List<String> received = talk(builder ->
                builder.fates((frame, drawn) -> frame.number() > 2 && frame.number() < 20 ? Fate.lost() : Fate.calm()));
        assertThat(received).containsExactly("a#1 message 0", "a#1 message 1", "a#1 message 19");
    }
}
