package dev.strategos.transport.memory;

import java.util.ArrayDeque;

/** The events that a node has not come to yet, because it stands still or is slow. */
final class Backlog {

    private final MemoryNode node;
    private final Timeline timeline;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private boolean paused;
    private long pausedUntil;
    private long turnNanos;
    private boolean busy;
    private long turns;

    Backlog(MemoryNode node, Timeline timeline) {
        this.node = node;
        this.timeline = timeline;
    }

    /** Keeps an event back while the node stands still or is busy with another. */
    boolean defers(Event event) {
        if (paused || busy) {
            waiting.add(event);
            return true;
        }
        if (turnNanos > 0) {
            beBusy();
        }
        return false;
    }

    void pause(long nanos) {
        long end = Timeline.later(timeline.now(), nanos);
        if (!paused || end > pausedUntil) {
            paused = true;
            pausedUntil = end;
            timeline.at(end, new NetworkEvent(() -> {
                if (paused && pausedUntil <= timeline.now()) {
                    paused = false;
                    goOn();
                }
            }));
        }
    }

    /** From now on each event keeps the node busy for so long; zero for no time. */
    void slowDown(long nanosPerTurn) {
        turnNanos = nanosPerTurn;
        if (turnNanos == 0) {
            busy = false;
            goOn();
        }
    }

    /** The node's life is over: what waited for it finds nobody. */
    void clear() {
        paused = false;
        busy = false;
        fireAll();
    }

    private void goOn() {
        if (paused || busy) {
            return;
        }
        if (turnNanos == 0) {
            fireAll();
        } else if (!waiting.isEmpty()) {
            beBusy();
            fire(waiting.remove());
        }
    }

    private void beBusy() {
        busy = true;
        long turn = ++turns;
        timeline.after(turnNanos, new NetworkEvent(() -> {
            if (busy && turn == turns) {
                busy = false;
                goOn();
            }
        }));
    }

    /** In the order in which they came, before anything else of this instant. */
    private void fireAll() {
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            fire(event);
        }
    }

    private void fire(Event event) {
        timeline.turn(node, event);
    }
}
