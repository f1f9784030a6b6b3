package dev.strategos.links;

import static dev.strategos.links.TwoNodes.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.Peer;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many messages over one ladder, and what is left of them in memory: nothing. A hundred million in the Maven profile of that name. */
@Tag("endurance")
class EnduranceTest {

    private static final boolean LONG = Boolean.getBoolean("strategos.endurance");
    private static final long MESSAGES = LONG ? 100_000_000 : 400_000;
    private static final int QUARTERS = 4;

    private final TwoNodes nodes =
            new TwoNodes(FaultPlan.builder().loss(0.001).duplication(0.001).reordering(0.001));
    private long awaited;

    private FifoLink link(Environment env) {
        FifoLink link = FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults()));
        link.onDeliver(this::received);
        return link;
    }

    private void received(Peer from, ByteBuffer message) {
        if (message.getLong() != awaited) {
            throw new AssertionError("awaited " + awaited);
        }
        awaited++;
    }

    @Test
    void memoryStaysFlatHoweverManyMessagesAreSent() {
        FifoLink a = nodes.a().run(this::link);
        FifoLink b = nodes.b().run(this::link);
        nodes.network.runFor(Duration.ofMillis(10));
        List<Long> retained = new ArrayList<>();
        List<Long> heap = new ArrayList<>();
        Source source = new Source(a);
        for (int quarter = 1; quarter <= QUARTERS; quarter++) {
            long end = MESSAGES / QUARTERS * quarter;
            nodes.atA(() -> source.sendUpTo(end));
            assertThat(nodes.network.runUntil(() -> awaited == end, Duration.ofDays(10)))
                    .as("all delivered")
                    .isTrue();
            nodes.network.runFor(Duration.ofSeconds(10));
            retained.add(Retained.bytes(a, b));
            heap.add(LONG ? usedHeap() : 0);
            if (LONG) {
                System.out.printf(
                        Locale.ROOT,
                        "%,d messages: %,d bytes of heap in use, %,d bytes reached from the links%n",
                        end,
                        heap.get(quarter - 1),
                        retained.get(quarter - 1));
            }
        }
        nodes.atA(() -> {
            assertThat(a.to(B).stats().inFlightBytes()).isZero();
            assertThat(a.to(B).stats().retransmits()).isPositive();
        });
        // What the network keeps for use again differs by a few frames; what grew by message would show in millions.
        long sinceFirst = MESSAGES - MESSAGES / QUARTERS;
        long fewFrames = Math.max(1_000, sinceFirst / 10_000);
        assertThat(retained).as("bytes at the quarters").allMatch(bytes -> bytes <= retained.get(0) + fewFrames);
        assertThat(heap.get(QUARTERS - 1) - heap.get(0))
                .as("growth of the heap: less than a hundredth of a byte for each message")
                .isLessThan(Math.max(1_000, sinceFirst / 100));
    }

    /** After collections that leave only what is reachable. */
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** Sends numbers, as the window allows. */
    private static final class Source implements Runnable {

        private final FifoLink link;
        private long next;
        private long end;

        Source(FifoLink link) {
            this.link = link;
        }

        void sendUpTo(long newEnd) {
            end = newEnd;
            run();
        }

        @Override
        public void run() {
            for (; next < end; next++) {
                ByteBuffer room = link.claim(B, Long.BYTES);
                if (room == null) {
                    link.to(B).whenReady(this);
                    return;
                }
                room.putLong(next);
                link.commit();
            }
        }
    }
}
