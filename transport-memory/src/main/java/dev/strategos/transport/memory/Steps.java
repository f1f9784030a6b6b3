package dev.strategos.transport.memory;

import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may happen next in a network, and the hand that lets it happen: a network built {@link MemoryNetworkBuilder#stepwise} does nothing
 * by itself.
 *
 * <p>What may happen next is what the declared {@link SystemModel} allows. Any frame under way may arrive. At each node the timer that is
 * due first may fire, the first sync may be through, and so on. In a synchronous system all nodes have one time: timers fire when they are
 * due, and not before a frame has arrived that must have by then. Otherwise each node has a time of its own, which its timers alone move
 * forward, so that any timer may be ahead of any frame.
 *
 * <p>Time passes no more than it must: a frame takes none unless a timer fires while it is under way. Wires always have room, since a
 * frame leaves its sender's account when it is sent. For the network's thread only.
 *
 * <pre>{@code
 * Steps steps = network.steps();
 * while (!steps.pending().isEmpty()) {
 *     steps.take(steps.pending().get(0));
 * }
 * }</pre>
 */
public final class Steps {

    private static final long TRACED_STEP_NANOS = 1_000_000;

    private final long delta;
    private final long[] times;
    private final List<Event> events = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private @Nullable MemoryNode running;
    private long taken;

    Steps(SystemModel model, int nodes) {
        this.delta = model.timing() instanceof TimingModel.Synchronous bounds
                ? bounds.delta().toNanos()
                : -1;
        this.times = new long[nodes];
        for (int rank = 0; rank < nodes; rank++) {
            timelines.add(new NodeTime(rank));
        }
    }

    private boolean hasCommonTime() {
        return delta >= 0;
    }

    /** Time as a node sees it. */
    Timeline of(int rank) {
        return timelines.get(rank);
    }

    /**
     * What may happen next.
     *
     * @return in the order in which it came to be possible
     */
    public List<Step> pending() {
        events.removeIf(event -> !event.isLive());
        long horizon = hasCommonTime() ? horizon() : Long.MAX_VALUE;
        List<Step> pending = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.kind() == Step.Kind.ARRIVAL
                    || (event.isPending()
                            && (isFromOutside(event) || event.dueNanos() <= horizon)
                            && isFirst(i, event))) {
                pending.add(event);
            }
        }
        return pending;
    }

    /** What comes over the network happens at any time until it is overdue, and leaves the time as it is. */
    private static boolean isFromOutside(Step step) {
        return step.kind() == Step.Kind.ARRIVAL || step.kind() == Step.Kind.NEWS;
    }

    /**
     * In common time: until when nothing is late. What would be overdue at the instant at which a timer is due comes before the timer, since
     * its bound is one that a protocol's deadlines are made for.
     */
    private long horizon() {
        long horizon = Long.MAX_VALUE;
        for (Event event : events) {
            if (event.isPending()) {
                horizon = Math.min(horizon, isFromOutside(event) ? event.dueNanos() - 1 : event.dueNanos());
            }
        }
        return horizon;
    }

    /** Whether an event comes before all others of its kind at its node. */
    private boolean isFirst(int index, Event event) {
        for (int i = 0; i < events.size(); i++) {
            Event other = events.get(i);
            if (i != index
                    && other.kind() == event.kind()
                    && other.node() == event.node()
                    && other.isPending()
                    && (other.dueNanos() < event.dueNanos() || (other.dueNanos() == event.dueNanos() && i < index))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets it happen.
     *
     * @param step one of {@link #pending()}
     * @throws IllegalArgumentException if it is none of them
     */
    public void take(Step step) {
        Event event = remove(step);
        taken++;
        MemoryNode node = event.requireNode();
        if (!isFromOutside(event)) {
            advance(node.rank(), event.dueNanos());
        }
        timelines.get(node.rank()).turn(node, event);
    }

    private void advance(int rank, long due) {
        if (hasCommonTime()) {
            Arrays.fill(times, Math.max(times[rank], due));
        } else {
            times[rank] = Math.max(times[rank], due);
        }
    }

    /**
     * Loses a frame.
     *
     * @param arrival an arrival of {@link #pending()}
     * @throws IllegalArgumentException if it is no arrival
     */
    public void lose(Step arrival) {
        Frame frame = frame(arrival);
        remove(arrival);
        taken++;
        frame.lose();
    }

    /**
     * Lets a frame arrive once more later, as well as now.
     *
     * @param arrival an arrival of {@link #pending()}
     * @throws IllegalArgumentException if it is no arrival
     */
    public void repeat(Step arrival) {
        Frame frame = frame(arrival);
        taken++;
        put(frame.time, frame.repeat());
    }

    private Frame frame(Step arrival) {
        if (arrival instanceof Frame frame && events.contains(frame)) {
            return frame;
        }
        throw new IllegalArgumentException("arrival: must be a frame under way, but was '" + arrival.name() + "'");
    }

    private Event remove(Step step) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) == step) {
                return events.remove(i);
            }
        }
        throw new IllegalArgumentException("step: must be one that may happen next, but was '" + step.name() + "'");
    }

    /**
     * Whether a step is the arrival of a frame that the network has not repeated itself.
     *
     * @param step one of {@link #pending()}
     * @return false for a repeated frame, and for what is no arrival
     */
    public boolean isOriginal(Step step) {
        return step instanceof Frame frame && !frame.isRepeated();
    }

    /**
     * Whether a step moves the time that nodes have in common: then it matters to all of them.
     *
     * @param step one of {@link #pending()}
     * @return false where each node has a time of its own
     */
    public boolean movesCommonTime(Step step) {
        return hasCommonTime() && !isFromOutside(step) && step.dueNanos() > times[0];
    }

    /** Adds what is under way, in which order it may happen, and time. */
    void addTo(Fingerprint digest) {
        for (long time : times) {
            digest.add(time);
        }
        events.removeIf(event -> !event.isLive());
        Fingerprint all = new Fingerprint();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event instanceof Frame frame) {
                all.addUnordered(frame.fingerprint());
            } else if (event.isPending()) {
                Fingerprint one =
                        new Fingerprint().add(event.key()).add(event.dueNanos()).add(place(i, event));
                event.addTo(one);
                all.addUnordered(one);
            }
        }
        digest.add(all);
    }

    /** How many events of its kind came before it at its node. */
    private long place(int index, Event event) {
        return events.subList(0, index).stream()
                .filter(other -> other.kind() == event.kind() && other.node() == event.node() && other.isPending())
                .count();
    }

    private void put(long time, Event event) {
        event.time = time;
        events.add(event);
    }

    /** A node's own time, or what all have in common. */
    private final class NodeTime extends Timeline {

        private final int rank;

        NodeTime(int rank) {
            this.rank = rank;
        }

        @Override
        long now() {
            return times[rank];
        }

        @Override
        long traceTime() {
            return hasCommonTime() ? now() : taken * TRACED_STEP_NANOS;
        }

        @Override
        long fired() {
            return taken;
        }

        @Override
        @Nullable
        MemoryNode running() {
            return running;
        }

        @Override
        void at(long time, Event event) {
            if (event instanceof Frame frame) {
                frame.leave();
            }
            long overdue = hasCommonTime() ? now() + delta : Long.MAX_VALUE;
            put(isFromOutside(event) ? overdue : Math.max(time, now()), event);
        }

        @Override
        void turn(MemoryNode node, Runnable action) {
            MemoryNode before = running;
            running = node;
            try {
                node.turn(action);
            } finally {
                running = before;
            }
        }
    }
}
