package dev.strategos.examples.camp;

import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.byzantine.broadcast.BrachaBroadcast;
import dev.strategos.byzantine.randomized.BinaryAgreement;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what the generals agree. */
public enum Algorithm {
    /** OM(m): messages that can be denied; n ≥ 3m+1. */
    ORAL("OM", null),
    /** SM(m): messages that are signed; n ≥ m+2. */
    SIGNED("SM", null),
    /** The king algorithm, after a round of the commander's: n ≥ 3m+1. */
    KING("King", KingAlgorithm.KING),
    /** The phase king algorithm, after a round of the commander's: n ≥ 4m+1. */
    PHASE_KING("PhaseKing", KingAlgorithm.PHASE_KING),
    /** Bracha's reliable broadcast of the commander's, at any speed of messages: n ≥ 3m+1. */
    BRACHA("BRB", null),
    /** Binary agreement on the commander's order, at any speed of messages, with everybody's own coin: n ≥ 3m+1. */
    ASYNC("ABA", null);

    private final String symbol;
    private final @Nullable KingAlgorithm kings;

    Algorithm(String symbol, @Nullable KingAlgorithm kings) {
        this.symbol = symbol;
        this.kings = kings;
    }

    /**
     * The algorithm that an option names.
     *
     * @param option such as {@code phase-king}
     * @return the algorithm
     * @throws IllegalArgumentException if there is none
     */
    public static Algorithm named(@Nullable String option) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("algorithm: must be one of "
                        + Stream.of(values()).map(Algorithm::option).toList() + ", but was '" + option + "'"));
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
     * @return such as {@code phase-king}
     */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Which algorithm with kings it is.
     *
     * @return null if there are none in it
     */
    public @Nullable KingAlgorithm kings() {
        return kings;
    }

    /**
     * Whether it assumes nothing of time.
     *
     * @return false if it takes its time in rounds
     */
    public boolean isAsynchronous() {
        return this == BRACHA || this == ASYNC;
    }

    /**
     * How many rounds it takes.
     *
     * @param faults m
     * @return m+1; with kings the commander's and three or two for each phase; 1 where nobody waits for the clock
     */
    public int rounds(int faults) {
        if (isAsynchronous()) {
            return 1;
        }
        return kings == null ? faults + 1 : 1 + kings.rounds(faults);
    }

    /**
     * The number of rounds as a formula.
     *
     * @return such as {@code m+1}
     */
    public String roundsAsFormula() {
        return kings == null ? "m+1" : kings.roundsPerPhase() + "(m+1)+1";
    }

    /**
     * Refuses what it cannot do.
     *
     * @param generals n
     * @param faults m
     * @throws IllegalArgumentException if there are too few; it names the theorem
     */
    public void requireGenerals(int generals, int faults) {
        if (kings != null) {
            kings.requireGenerals(generals, faults);
        } else if (this == BRACHA) {
            BrachaBroadcast.requireGenerals(generals, faults);
        } else if (this == ASYNC) {
            BinaryAgreement.requireGenerals(generals, faults);
        } else if (this == ORAL) {
            OralMessages.requireGenerals(generals, faults);
        } else {
            SignedMessages.requireGenerals(generals, faults);
        }
    }

    /** As an option takes it. */
    @Override
    public String toString() {
        return option();
    }
}
