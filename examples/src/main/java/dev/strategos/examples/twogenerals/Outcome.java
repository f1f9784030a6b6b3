package dev.strategos.examples.twogenerals;

/** Who attacks. One alone is defeated. */
enum Outcome {
    BOTH("both attack"),
    NEITHER("neither attacks"),
    ONLY_FIRST("only general-1 attacks"),
    ONLY_SECOND("only general-2 attacks");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean isDefeat() {
        return this == ONLY_FIRST || this == ONLY_SECOND;
    }

    static Outcome of(boolean firstAttacks, boolean secondAttacks) {
        if (firstAttacks) {
            return secondAttacks ? BOTH : ONLY_FIRST;
        }
        return secondAttacks ? ONLY_SECOND : NEITHER;
    }
}
