package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.peers.Arrivals;
import java.util.concurrent.CompletableFuture;

/** Counts what arrives, checks that all of it does and in order, and sends pings back. */
final class ReceivedMeter implements Arrivals {

    private volatile CompletableFuture<Received> round = new CompletableFuture<>();
    private Usage before = Usage.now();
    private long received;
    private long expected;
    private long outOfOrder;
    private long firstAt;

    /** Begins a round, before anything of it is sent. */
    void expect() {
        received = 0;
        expected = 0;
        outOfOrder = 0;
        before = Usage.now();
        round = new CompletableFuture<>();
    }

    /** What the round brought, once its end has arrived. */
    CompletableFuture<Received> round() {
        return round;
    }

    @Override
    public long arrived(long number, int length) {
        if (received == 0) {
            firstAt = System.nanoTime();
        }
        if (number == expected) {
            expected++;
            received++;
            return NOTHING;
        }
        return special(number);
    }

    private long special(long number) {
        if (Numbers.isPing(number)) {
            return number;
        }
        if (Numbers.isEnd(number)) {
            long nanos = System.nanoTime() - firstAt;
            long lost = Numbers.total(number) - received;
            round.complete(
                    new Received(received, lost, outOfOrder, nanos, Usage.now().since(before)));
        } else {
            outOfOrder++;
            received++;
            expected = number + 1;
        }
        return NOTHING;
    }
}
