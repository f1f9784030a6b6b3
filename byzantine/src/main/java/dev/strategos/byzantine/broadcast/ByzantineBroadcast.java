package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;

/**
 * One general tells all others something, so that no two loyal ones take it for different things.
 *
 * <p>Each general counts its own broadcasts, 1, 2, 3, …; (sender, counter) names one. They are independent of each other, and may be
 * delivered in any order.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface ByzantineBroadcast<V> {

    /**
     * The algorithm and its f, such as {@code BRB(1)}.
     *
     * @return the name
     */
    String name();

    /**
     * What all generals have configured alike.
     *
     * @return the configuration; its default value plays no part but in its hash
     */
    GroupConfig<V> config();

    /**
     * How many traitors are tolerated.
     *
     * @return f, at least 0
     */
    int faults();

    /**
     * Tells all generals, this one among them.
     *
     * @param value what
     * @return which broadcast it is
     * @throws IllegalArgumentException if the value encodes to more than the limit
     * @throws IllegalStateException if {@link #open()} has reached {@link #mostOpen()}
     */
    InstanceId broadcast(V value);

    /**
     * How many of this general's own broadcasts are under way, counted from the earliest that it has not delivered itself.
     *
     * @return 0 to {@link #mostOpen()}
     */
    int open();

    /**
     * How many of this general's own broadcasts may be under way at a time.
     *
     * @return at least 1; the same at all generals
     */
    int mostOpen();

    /**
     * Says who gets what is delivered. Set it in the turn that builds the protocol: what is delivered earlier is lost.
     *
     * @param listener takes the place of an earlier one
     */
    void onDeliver(BroadcastListener<? super V> listener);

    /**
     * What all broadcasts, its own and others', cost this general so far. There are no rounds in them.
     *
     * @return a snapshot
     */
    Counters counters();
}
