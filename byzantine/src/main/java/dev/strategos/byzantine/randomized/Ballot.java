package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.InstanceId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One binary agreement, as one general takes part in it.
 *
 * <p>Stays readable after it is over, for as long as the application keeps it; the protocol itself forgets it then.
 *
 * <p>For the loop's thread only.
 */
public interface Ballot {

    /**
     * Which one.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * The round under way, or the last one.
     *
     * @return at least 1
     */
    int round();

    /**
     * What this general holds to be the group's will in the round under way.
     *
     * @return in round 1 its own proposal; later what the round before left it with
     */
    boolean estimate();

    /**
     * What was decided.
     *
     * @return the decision, or empty as long as there is none
     */
    Optional<Boolean> decision();

    /**
     * In which round it was decided here.
     *
     * @return 0 as long as there is no decision
     */
    int decidedIn();

    /**
     * Hands over the decision once it is made; at once if it is made already.
     *
     * @param action called once, on the loop
     */
    void onDecision(Consumer<? super Boolean> action);

    /**
     * Whether this general has stopped: it has decided, and knows that all other loyal ones will without its help.
     *
     * @return false while it helps
     */
    boolean isOver();
}
