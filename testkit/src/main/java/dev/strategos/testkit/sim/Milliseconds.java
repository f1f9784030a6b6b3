package dev.strategos.testkit.sim;

import java.time.Duration;

/** Times in reports: milliseconds and three digits, the same in every locale. */
final class Milliseconds {

    private Milliseconds() {}

    static String of(Duration time) {
        long micros = time.toNanos() / 1_000;
        return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1) + " ms";
    }

    /** The same, in a column. */
    static String aligned(Duration time) {
        String text = of(time);
        return " ".repeat(Math.max(0, 13 - text.length())) + text;
    }
}
