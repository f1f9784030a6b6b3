package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.station.Station;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All broadcasts that one general knows of: a window per sender, and what is done when one is over.
 *
 * @param <V> the values
 * @param <I> what is held of a broadcast
 */
final class Broadcasts<V, I> {

    private static final int MOST_INSTANCES = 256;
    private static final int FEWEST_INSTANCES = 4;
    private static final long MOST_BYTES = 16 << 20;

    private final GroupConfig<V> config;
    private final Station station;
    private final Function<InstanceId, I> beginning;
    private final Map<NodeId, SenderWindow<I>> senders = new LinkedHashMap<>();
    private final int mostOpen;
    private BroadcastListener<? super V> listener = (instance, value) -> {};
    private long ownCounter;

    Broadcasts(GroupConfig<V> config, Station station, Function<InstanceId, I> beginning) {
        this.config = config;
        this.station = station;
        this.beginning = beginning;
        int window = window(config);
        this.mostOpen = Math.max(1, window / FEWEST_INSTANCES);
        for (NodeId sender : config.group()) {
            senders.put(sender, new SenderWindow<>(window));
        }
    }

    /** As many broadcasts of one sender as hold 16 MiB if all generals lie about them. */
    static int window(GroupConfig<?> config) {
        long bytesOfOne = 2L * config.group().size() * config.maxValueBytes();
        return (int) Math.max(FEWEST_INSTANCES, Math.min(MOST_INSTANCES, MOST_BYTES / bytesOfOne));
    }

    int mostOpen() {
        return mostOpen;
    }

    int open() {
        return (int) (ownCounter - window(station.env().self()).watermark());
    }

    /** How many broadcasts of a sender are under way here. */
    int open(NodeId sender) {
        return window(sender).open();
    }

    void onDeliver(BroadcastListener<? super V> next) {
        this.listener = next;
    }

    /** The name of the next broadcast of this general. */
    InstanceId next() {
        if (open() >= mostOpen) {
            throw new IllegalStateException("broadcast: " + mostOpen + " broadcasts of '"
                    + station.env().self() + "' are under way already; wait until the earliest is delivered");
        }
        ownCounter++;
        return new InstanceId(station.env().self(), ownCounter);
    }

    /** Continues above what an earlier life has broadcast. */
    void continueAfter(long counter) {
        ownCounter = counter;
        window(station.env().self()).skipTo(counter);
    }

    /** Whether something of a broadcast is held. */
    boolean isOpen(InstanceId instance) {
        return window(instance.starter()).isOpen(instance.counter());
    }

    /** Gives up a sender's oldest broadcasts, if it has gone so far ahead, and reports it. */
    void makeRoomFor(InstanceId instance) {
        int given = window(instance.starter()).makeRoomFor(instance.counter());
        if (given > 0) {
            station.report(
                    instance.starter(),
                    Fault.Kind.OVERLOAD,
                    "begins " + instance + "; " + given + " of its earlier broadcasts are given up for that");
        }
    }

    /** What is held of a broadcast; null if it is over here, or so far ahead that it cannot be held, which is reported. */
    @Nullable
    I at(InstanceId instance, NodeId from) {
        SenderWindow<I> window = window(instance.starter());
        if (window.isOver(instance.counter())) {
            return null;
        }
        if (window.isBeyond(instance.counter())) {
            station.report(
                    from,
                    Fault.Kind.OVERLOAD,
                    "no room for " + instance + ", as earlier broadcasts of '" + instance.starter() + "' are not over");
            return null;
        }
        return window.at(instance.counter(), counter -> beginning.apply(instance));
    }

    /** Forgets the broadcast and hands on what it brought: nothing, if no loyal general can read it. */
    void deliver(InstanceId instance, Bytes encoded) {
        window(instance.starter()).close(instance.counter());
        V value;
        try {
            value = config.codec().decode(encoded.buffer());
        } catch (MalformedMessageException e) {
            station.report(instance.starter(), Fault.Kind.MALFORMED_MESSAGE, instance + ": " + e.getMessage());
            return;
        }
        if (station.env().tracer().isOn()) {
            station.env()
                    .tracer()
                    .trace(new TraceEvent.Decide(
                            station.convention().name(), instance.toString(), String.valueOf(value)));
        }
        listener.onDelivered(instance, value);
    }

    private SenderWindow<I> window(NodeId sender) {
        SenderWindow<I> window = senders.get(sender);
        if (window == null) {
            throw new IllegalArgumentException("sender: '" + sender + "' is no general");
        }
        return window;
    }
}
