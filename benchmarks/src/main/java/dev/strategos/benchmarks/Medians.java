package dev.strategos.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of some figure over rounds. */
public final class Medians {

    private Medians() {}

    /**
     * The median.
     *
     * @param rounds at least one
     * @param of the figure of a round
     * @param <T> the rounds
     * @return the middle one of the figures, or between the two in the middle
     */
    public static <T> double of(List<T> rounds, ToDoubleFunction<T> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
