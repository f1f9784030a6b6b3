package dev.strategos.byzantine;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a protocol in rounds, as one general takes part in it.
 *
 * <p>Stays readable after it ended, for as long as the application keeps it; the protocol itself forgets it then.
 *
 * <p>For the loop's thread only.
 *
 * @param <D> what is decided: an order, or everybody's value
 */
public interface Deliberation<D> {

    /**
     * Which one.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * When its rounds end.
     *
     * @return the schedule given at the beginning
     */
    RoundSchedule schedule();

    /**
     * Whether this general came too late: the start had passed when it was told, or it took part in an earlier life. Then
     * it counts as faulty for this instance: it sends nothing, decides nothing, and has reported so.
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
     * @return the decision, or empty as long as there is none
     */
    Optional<D> decision();

    /**
     * Hands over the decision once it is made; at once if it is made already.
     *
     * @param action called once, on the loop, at the latest at the deadline of round m+1
     */
    void onDecision(Consumer<? super D> action);

    /**
     * Tells whenever a round closed here, before anything of the next round is sent. Listeners are called in the order in which they
     * were added.
     *
     * @param listener called on the loop
     */
    void onRoundClosed(RoundListener listener);

    /**
     * What this run cost this general so far.
     *
     * @return a snapshot
     */
    Counters counters();
}
