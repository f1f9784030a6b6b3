package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.byzantine.station.Header;
import dev.strategos.byzantine.station.Station;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;

/**
 * What the broadcasts have in common: a station on the link, and a window of broadcasts for each sender.
 *
 * @param <V> the values
 * @param <I> what is held of a broadcast under way
 */
abstract class StationBroadcast<V, I> implements ByzantineBroadcast<V> {

    final GroupConfig<V> config;
    final Station station;
    final Broadcasts<V, I> broadcasts;

    StationBroadcast(Stackable link, GroupConfig<V> config, Convention convention) {
        this.config = config;
        this.station = new Station(link, convention, this::hear);
        this.broadcasts = new Broadcasts<>(config, station, this::begin);
    }

    /** What is held of a broadcast at its beginning. */
    abstract I begin(InstanceId instance);

    /** Takes a message of another general. */
    abstract void hear(NodeId from, Header header, ByteBuffer body) throws MalformedMessageException;

    @Override
    public String name() {
        return station.convention().name();
    }

    @Override
    public GroupConfig<V> config() {
        return config;
    }

    @Override
    public int faults() {
        return station.convention().faults();
    }

    @Override
    public int open() {
        return broadcasts.open();
    }

    @Override
    public int mostOpen() {
        return broadcasts.mostOpen();
    }

    @Override
    public void onDeliver(BroadcastListener<? super V> listener) {
        broadcasts.onDeliver(listener);
    }

    @Override
    public Counters counters() {
        return station.counters();
    }

    /** How many broadcasts of a sender are held here: for tests of what a traitor can make a general hold. */
    int open(NodeId sender) {
        return broadcasts.open(sender);
    }
}
