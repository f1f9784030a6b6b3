package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The complete adversary for OM(m): says of n, m and f whether any strategy of f traitors breaks IC1 or IC2, and if so, gives one.
 *
 * <p>Complete for two values, the default and one order: traitors may say either, or nothing (which is the default), on every path and
 * to every general anew; and both loyal commanders' orders and a traitorous commander are tried. What counts as a majority, and
 * which groups are let in, is asked of the shipped code. That the shipped protocol decides as found is tested by replaying every strategy through it.
 *
 * <p>How: messages live in exactly one sub-instance each and loyal lieutenants are alike, so that all strategies of an instance come down
 * to how many of its loyal lieutenants can be made to use the order. OM(4) among 13 generals takes milliseconds instead of more
 * strategies than there are atoms.
 *
 * <pre>{@code
 * OralVerdict verdict = new OralAdversary().against(3, 1, 1);
 * verdict.against(OralStrategy.Condition.IC2).ifPresent(strategy -> System.out.println(strategy.lies()));
 * }</pre>
 *
 * <p>Remembers what it found. Not thread-safe.
 */
public final class OralAdversary {

    /** The value that counts where nothing was heard and where there is no majority: the paper's "retreat". */
    public static final int DEFAULT = EigTree.DEFAULT;

    /** The other value: the paper's "attack". */
    public static final int ORDER = 1;

    /** So many generals at most. */
    public static final int MOST_GENERALS = 30;

    private final OralOutcomes outcomes = new OralOutcomes();

    /** An adversary that knows nothing yet. */
    public OralAdversary() {}

    /**
     * Tries every strategy.
     *
     * @param generals n, with the commander; 3 to 30
     * @param faults m, how many rounds are relayed; 0 to n−2, whether the guard lets it pass or not
     * @param traitors f, how many lie, the commander perhaps among them; 1 to n−2
     * @return what was found
     * @throws IllegalArgumentException if a number is out of range
     */
    public OralVerdict against(int generals, int faults, int traitors) {
        requireWithin("generals", generals, 3, MOST_GENERALS);
        requireWithin("faults", faults, 0, generals - 2);
        requireWithin("traitors", traitors, 1, generals - 2);
        List<OralStrategy> strategies = new ArrayList<>();
        disagreement(generals, faults, traitors).ifPresent(strategies::add);
        disobedience(generals, faults, traitors).ifPresent(strategies::add);
        return new OralVerdict(generals, faults, traitors, isAdmitted(generals, faults), strategies);
    }

    private static boolean isAdmitted(int generals, int faults) {
        try {
            OralMessages.requireGenerals(generals, faults);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** IC1 falls where some loyal lieutenants end up with the order and others do not: first under a traitorous commander. */
    private Optional<OralStrategy> disagreement(int generals, int faults, int traitors) {
        for (OralOutcomes.Commander commander : List.of(
                OralOutcomes.Commander.TRAITOR,
                OralOutcomes.Commander.LOYAL_TO_ORDER,
                OralOutcomes.Commander.LOYAL_TO_DEFAULT)) {
            OralOutcomes.Instance whole = whole(generals, faults, traitors, commander);
            int counts = outcomes.counts(whole);
            for (int count = 1; count < whole.loyal(); count++) {
                if ((counts >>> count & 1) != 0) {
                    return Optional.of(strategy(whole, OralStrategy.Condition.IC1, count));
                }
            }
        }
        return Optional.empty();
    }

    /** IC2 falls where a lieutenant of a loyal commander does not end up with its order: all of them, if that can be had. */
    private Optional<OralStrategy> disobedience(int generals, int faults, int traitors) {
        OralOutcomes.Instance order = whole(generals, faults, traitors, OralOutcomes.Commander.LOYAL_TO_ORDER);
        for (int count = 0; count < order.loyal(); count++) {
            if ((outcomes.counts(order) >>> count & 1) != 0) {
                return Optional.of(strategy(order, OralStrategy.Condition.IC2, count));
            }
        }
        OralOutcomes.Instance byDefault = whole(generals, faults, traitors, OralOutcomes.Commander.LOYAL_TO_DEFAULT);
        for (int count = byDefault.loyal(); count > 0; count--) {
            if ((outcomes.counts(byDefault) >>> count & 1) != 0) {
                return Optional.of(strategy(byDefault, OralStrategy.Condition.IC2, count));
            }
        }
        return Optional.empty();
    }

    private static OralOutcomes.Instance whole(
            int generals, int faults, int traitors, OralOutcomes.Commander commander) {
        boolean traitor = commander == OralOutcomes.Commander.TRAITOR;
        return new OralOutcomes.Instance(
                faults,
                traitor ? generals - traitors : generals - 1 - traitors,
                traitor ? traitors - 1 : traitors,
                commander);
    }

    /** The strategy by which the first so many of the loyal lieutenants end up with the order; the last lieutenants are the traitors. */
    private OralStrategy strategy(OralOutcomes.Instance whole, OralStrategy.Condition condition, int count) {
        int generals = 1 + whole.loyal() + whole.traitors();
        List<Integer> loyal = IntStream.rangeClosed(1, whole.loyal()).boxed().toList();
        List<Integer> traitors =
                IntStream.range(1 + whole.loyal(), generals).boxed().toList();
        List<Integer> decisions = IntStream.range(0, whole.loyal())
                .map(lieutenant -> lieutenant < count ? ORDER : DEFAULT)
                .boxed()
                .toList();
        List<OralStrategy.Lie> lies = new OralPlot(outcomes).lies(whole, loyal, traitors, decisions);
        List<Integer> all = new ArrayList<>(traitors);
        if (whole.commander() == OralOutcomes.Commander.TRAITOR) {
            all.add(0, 0);
        }
        int order = whole.commander() == OralOutcomes.Commander.LOYAL_TO_DEFAULT ? DEFAULT : ORDER;
        return new OralStrategy(generals, whole.rounds(), all, order, condition, lies, decisions);
    }

    private static void requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": must be " + least + " to " + most + ", but was " + value);
        }
    }
}
