package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions that begin close to the last of all sequences: what looks a window ahead looks beyond it. */
class EndOfSequencesTest {

    private static final int MESSAGES = 5_000;

    /** The last watermark is the last number of all. */
    private static final long FIRST = Long.MAX_VALUE - MESSAGES;

    private final List<Integer> received = new ArrayList<>();

    private static FifoLink link(Environment env) {
        ReliableConfig config = ReliableConfig.builder()
                .window(1 << 10)
                .maxTimeout(Duration.ofMillis(500))
                .build();
        ReliableLink reliable = ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), config, FIRST);
        return FifoLink.over(reliable, FIRST);
    }

    @Test
    void theLadderHoldsUpToTheEnd() {
        for (long seed = 0; seed < 5; seed++) {
            received.clear();
            MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                    .seed(seed)
                    .faults(FaultPlan.builder()
                            .loss(0.3)
                            .duplication(0.2)
                            .reordering(0.3)
                            .build())
                    .build();
            network.node(B).run(env -> {
                FifoLink link = link(env);
                link.onDeliver((from, message) -> received.add(message.getInt()));
                return link;
            });
            FifoLink link = network.node(A).run(EndOfSequencesTest::link);
            network.node(A).execute(new Runnable() {
                private int next;

                @Override
                public void run() {
                    for (; next < MESSAGES; next++) {
                        if (!link.offer(B, ByteBuffer.allocate(4).putInt(0, next))) {
                            link.to(B).whenReady(this);
                            return;
                        }
                    }
                }
            });
            network.runFor(Duration.ofMinutes(1));
            assertThat(received)
                    .as("seed %s", seed)
                    .isEqualTo(IntStream.range(0, MESSAGES).boxed().toList());
            network.node(A)
                    .execute(() -> assertThat(link.to(B).stats().inFlight()).isZero());
            network.runFor(Duration.ZERO);
        }
    }
}
