package dev.strategos.examples.generals;

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

    /** Such as {@code OM(1)}. */
    String with(int faults) {
        return symbol + "(" + faults + ")";
    }

    /** The name that an option takes. */
    String option() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
