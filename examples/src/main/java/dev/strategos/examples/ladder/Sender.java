package dev.strategos.examples.ladder;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends numbers to a peer, as fast as the rung takes them, and tells when all that it sent is settled. For the loop's thread only. */
final class Sender {

    /** The number, and what makes it an ordinary message. */
    static final int MESSAGE_BYTES = 100;

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Environment environment;
    private final NodeId to;
    private final Sending rung;
    private final ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES);
    private int next;
    private int end;
    private long startNanos;
    private Consumer<Report> done = report -> {};

    Sender(Environment environment, NodeId to, Sending rung) {
        this.environment = environment;
        this.to = to;
        this.rung = rung;
    }

    /**
     * Sends the numbers from one to another.
     *
     * @param settled whether to wait until all of them are settled, or only until the rung has taken them
     * @param done told on the loop
     */
    void send(int from, int until, boolean settled, Consumer<Report> done) {
        next = from;
        end = until;
        startNanos = environment.clock().nanos();
        this.done = done;
        sendMore(settled);
    }

    private void sendMore(boolean settled) {
        while (next < end) {
            message.putInt(0, next);
            if (!rung.offer(to, message)) {
                rung.whenReady(to, () -> sendMore(settled));
                return;
            }
            next++;
        }
        finishWhen(settled);
    }

    private void finishWhen(boolean settled) {
        if (settled ? !rung.isSettled(to) : !rung.isTaken()) {
            environment.schedule(LOOK, () -> finishWhen(settled));
        } else {
            long elapsed = environment.clock().nanos() - startNanos;
            done.accept(new Report(next, rung.repeated(to), elapsed));
        }
    }

    /**
     * What a sender tells.
     *
     * @param sent the number after the last one that the rung took
     * @param repeated what it sent again
     * @param elapsedNanos how long it took
     */
    record Report(int sent, Sending.Repeated repeated, long elapsedNanos) {

        static final Report NOTHING = new Report(0, Sending.Repeated.NOTHING, 0);

        /**
         * What a climb's two halves come to.
         *
         * @param sameLife whether one life of the sender did both, and counts for both
         */
        Report then(Report next, boolean sameLife) {
            return new Report(
                    next.sent,
                    sameLife ? next.repeated : repeated.plus(next.repeated),
                    elapsedNanos + next.elapsedNanos);
        }
    }
}
