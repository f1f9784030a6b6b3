package dev.strategos.examples.twogenerals;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** The probability of failure against the number of messengers, on a logarithmic axis, as lines of text. */
final class Plot {

    private static final int WIDTH = 60;
    private static final int MOST_ROWS = 20;

    private Plot() {}

    /**
     * Draws it.
     *
     * @param most the greatest number of messengers
     * @param log10OfFailure the decimal logarithm of the probability for a number of messengers
     */
    static String of(int most, IntToDoubleFunction log10OfFailure) {
        int step = Math.max(1, (most + MOST_ROWS - 1) / MOST_ROWS);
        // A whole number of decades, so that the axis has round ends.
        double deepest = 0;
        for (int messengers = 1; messengers <= most; messengers += step) {
            deepest = Math.min(deepest, log10OfFailure.applyAsDouble(messengers));
        }
        double decades = Math.max(1, StrictMath.ceil(-deepest));
        StringBuilder plot = new StringBuilder();
        plot.append(String.format(
                Locale.ROOT, "%11s  %-" + WIDTH / 2 + "s%" + WIDTH / 2 + "s%n", "", "1", "1e-" + (long) decades));
        plot.append("messengers ┌").append("─".repeat(WIDTH)).append("┐\n");
        for (int messengers = 1; messengers <= most; messengers += step) {
            double log10 = log10OfFailure.applyAsDouble(messengers);
            int column = (int) Math.min(WIDTH - 1, StrictMath.round(-log10 / decades * (WIDTH - 1)));
            plot.append(String.format(Locale.ROOT, "%10d │", messengers))
                    .append("·".repeat(column))
                    .append('●')
                    .append(" ".repeat(WIDTH - 1 - column))
                    .append("│ ")
                    .append(Figures.probability(log10))
                    .append('\n');
        }
        plot.append(" ".repeat(11)).append('└').append("─".repeat(WIDTH)).append("┘ never 0");
        return plot.toString();
    }
}
