package dev.strategos.examples.ladder;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.links.Repetition;
import dev.strategos.links.StubbornLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;

/** A stubborn link whose every repetition is stopped after five times. */
final class StubbornSending implements Sending {

    private static final int TIMES = 5;
    private static final Duration RETRY = Duration.ofMillis(5);

    private final Environment environment;
    private final StubbornLink link;
    private final ArrayDeque<Repetition> active = new ArrayDeque<>();
    private long repeated;

    StubbornSending(Environment environment, StubbornLink link) {
        this.environment = environment;
        this.link = link;
    }

    @Override
    public boolean offer(NodeId to, ByteBuffer message) {
        stopTheFinished();
        Repetition repetition = link.offer(to, message);
        if (repetition != null) {
            active.add(repetition);
        }
        return repetition != null;
    }

    private void stopTheFinished() {
        while (!active.isEmpty() && active.peek().times() >= TIMES) {
            Repetition finished = active.remove();
            repeated += finished.times() - 1;
            finished.stop();
        }
    }

    @Override
    public void whenReady(NodeId to, Runnable action) {
        environment.schedule(RETRY, action);
    }

    @Override
    public boolean isSettled(NodeId to) {
        stopTheFinished();
        return active.isEmpty();
    }

    @Override
    public Repeated repeated(NodeId to) {
        return new Repeated(repeated, 0);
    }
}
