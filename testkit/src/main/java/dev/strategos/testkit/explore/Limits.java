package dev.strategos.testkit.explore;

/**
 * What may go wrong in one run, and how often.
 *
 * @param losses frames lost
 * @param duplications frames repeated
 * @param crashes of any nodes together
 * @param recoveries of any nodes together
 * @param timers that fire, at any nodes together; {@link #UNLIMITED} for as many as there are
 * @param orders which orders of steps there are
 */
record Limits(int losses, int duplications, int crashes, int recoveries, int timers, Orders orders) {

    /** Which of the steps that the model allows may come next. */
    enum Orders {
        /** Each. */
        ALL("orders of arrival"),
        /** Each, but frames from one node to another in the order of sending. */
        IN_ORDER_PER_PAIR("orders of arrival, in order per pair"),
        /** The one that became possible first. */
        ONE("one order of arrival");

        private final String words;

        Orders(String words) {
            this.words = words;
        }
    }

    static final int UNLIMITED = Integer.MAX_VALUE;

    Limits {
        requireNotNegative("losses", losses);
        requireNotNegative("duplications", duplications);
        requireNotNegative("crashes", crashes);
        requireNotNegative("recoveries", recoveries);
        requireNotNegative("timers", timers);
    }

    private static void requireNotNegative(String field, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": must be at least 0, but was " + value);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(orders.words);
        text.append(timers == UNLIMITED ? "; timers" : "; at most " + timers + " timers");
        append(text, losses, "losses");
        append(text, duplications, "duplications");
        append(text, crashes, "crashes");
        append(text, recoveries, "recoveries");
        return text.toString();
    }

    private static void append(StringBuilder text, int most, String what) {
        if (most > 0) {
            text.append("; at most ").append(most).append(' ').append(what);
        }
    }
}
