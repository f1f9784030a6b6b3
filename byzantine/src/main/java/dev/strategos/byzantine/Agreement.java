package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One agreement as one general takes part in it.
 *
 * <p>Stays readable after it ended, for as long as the application keeps it; the protocol itself forgets it then.
 *
 * <p>For the loop's thread only.
 *
 * @param <V> the values
 */
public interface Agreement<V> {

    /**
     * Which agreement.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * Who gives the order.
     *
     * @return a general, perhaps this one
     */
    NodeId commander();

    /**
     * When its rounds end.
     *
     * @return the schedule given at the beginning
     */
    RoundSchedule schedule();

    /**
     * Whether this general came too late: the start had passed when it was told, or it took part in an earlier life. Then
     * it counts as faulty for this agreement: it sends nothing, decides nothing, and has reported so.
     *
     * @return true if it takes no part
     */
    boolean missedStart();

    /**
     * The round under way.
     *
     * @return 0 before the start; 1 to m+1; m+2 once the last round closed
     */
    int round();

    /**
     * What was decided.
     *
     * @return the value, or empty as long as there is none
     */
    Optional<V> decision();

    /**
     * Hands over the decision once it is made; at once if it is made already.
     *
     * @param action called once, on the loop, at the latest at the deadline of round m+1
     */
    void onDecision(Consumer<? super V> action);

    /**
     * Tells whenever a round closed here, before anything of the next round is sent. Listeners are called in the order in which they
     * were added.
     *
     * @param listener called on the loop
     */
    void onRoundClosed(RoundListener listener);

    /**
     * What was heard in a round, up to now.
     *
     * <p>OM: one report per path, in the order of last relayers; those of silent generals are there without a value. SM: one report per
     * well-formed message, in the order of arrival; at most two {@linkplain Report#counts() count}.
     *
     * @param round 1 to m+1
     * @return a new list; empty at the commander
     * @throws IllegalArgumentException if there is no such round
     */
    List<Report<V>> heard(int round);

    /**
     * What this agreement cost this general so far.
     *
     * @return a snapshot
     */
    Counters counters();
}
