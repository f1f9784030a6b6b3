package dev.strategos.byzantine;

import java.util.List;

/**
 * All that the traitors say in a run of OM(m) in which they win, and what comes of it. Generals go by their ranks, 0 commands; values are
 * {@link OralAdversary#DEFAULT} and {@link OralAdversary#ORDER}.
 *
 * <p>It does not depend on when anything arrives. What traitors tell each other does not matter and is left out.
 *
 * @param generals n, with the commander
 * @param faults m
 * @param traitors who lies; the last lieutenants, and the commander first if it is one
 * @param order what the commander orders, if it is loyal
 * @param condition what it breaks
 * @param lies every message of a traitor to a loyal general, in the order of paths
 * @param decisions what each loyal lieutenant decides, in the order of their ranks
 */
public record OralStrategy(
        int generals,
        int faults,
        List<Integer> traitors,
        int order,
        Condition condition,
        List<Lie> lies,
        List<Integer> decisions) {

    /** What the paper demands of an algorithm. */
    public enum Condition {
        /** IC1: all loyal lieutenants decide the same. */
        IC1,
        /** IC2: if the commander is loyal, they decide what it orders. */
        IC2
    }

    /**
     * One message of a traitor.
     *
     * @param path through whose hands the value is said to have come: the commander first, the traitor last
     * @param recipient who hears it
     * @param value what is said
     */
    public record Lie(List<Integer> path, int recipient, int value) {

        /** Keeps a copy. */
        public Lie {
            path = List.copyOf(path);
        }
    }

    /** Keeps copies. */
    public OralStrategy {
        traitors = List.copyOf(traitors);
        lies = List.copyOf(lies);
        decisions = List.copyOf(decisions);
    }

    /**
     * Whether the commander is a traitor.
     *
     * @return true if its order binds nobody
     */
    public boolean isCommanderTraitor() {
        return traitors.contains(0);
    }

    /**
     * The loyal lieutenants, to whom the decisions belong.
     *
     * @return their ranks, ascending
     */
    public List<Integer> loyalLieutenants() {
        return java.util.stream.IntStream.range(1, generals)
                .boxed()
                .filter(general -> !traitors.contains(general))
                .toList();
    }
}
