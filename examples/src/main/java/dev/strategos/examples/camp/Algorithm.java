package dev.strategos.examples.camp;

import java.util.Locale;

/** By what the generals agree. */
public enum Algorithm {
    /** OM(m): messages that can be denied; n ≥ 3m+1. */
    ORAL("OM"),
    /** SM(m): messages that are signed; n ≥ m+2. */
    SIGNED("SM");

    private final String symbol;

    Algorithm(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The algorithm with its m.
     *
     * @param faults m
     * @return such as {@code OM(1)}
     */
    public String with(int faults) {
        return symbol + "(" + faults + ")";
    }

    /**
     * The name that an option takes.
     *
     * @return such as {@code oral}
     */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
