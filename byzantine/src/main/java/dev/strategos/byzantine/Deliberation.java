package dev.strategos.byzantine;

import java.util.List;
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
     * @return 0 before the start; then 1 to the number of {@linkplain SynchronousAgreement#rounds() rounds}, and one more than
     *     that once this general has no more to do in any of them
     */
    int round();

    /**
     * What was decided.
     *
     * @return the decision, or empty as long as there is none
     */
    Optional<D> decision();

    /**
     * Hands over the decision once it is made; at once if it is made already. Loyal generals may decide at different times, and in
     * different rounds: this is <em>eventual</em> decision.
     *
     * @param action called once, on the loop, at the latest at the deadline of the last round
     */
    void onDecision(Consumer<? super D> action);

    /**
     * Hands over the decision at the deadline of the last round, however early it was made: this is <em>simultaneous</em> decision. All
     * loyal generals act within ε of each other, for an attack that only succeeds together. No algorithm can promise that before round
     * m+1 of every run, even if nobody is a traitor, without knowing who is not (Dolev, Reischuk, Strong, "Early Stopping in
     * Byzantine Agreement", J. ACM 37(4), 1990).
     *
     * @param action called once, on the loop; never if this general takes no part
     */
    void onSimultaneousDecision(Consumer<? super D> action);

    /**
     * Tells whenever a round closed here, before anything of the next round is sent. Listeners are called in the order in which they
     * were added.
     *
     * @param listener called on the loop
     */
    void onRoundClosed(RoundListener listener);

    /**
     * What this run proved of treason so far: of signed messages only. Each was reported as a fault, too.
     *
     * @return a new list, at most one for each general; empty in protocols without signatures
     */
    List<Equivocation> equivocations();

    /**
     * What this run cost this general so far.
     *
     * @return a snapshot
     */
    Counters counters();
}
