package dev.strategos.testkit.explore;

/** How an exploration ended. */
public sealed interface Exploration {

    /**
     * What it has seen.
     *
     * @return how much, and of which world
     */
    Coverage coverage();

    /**
     * Every run of the declared choices was looked at, but for those that differ from one that was only in the order of independent steps:
     * the properties hold in all. The claim is for the model, the alphabet and the seed that it names, and for time as {@link
     * dev.strategos.transport.memory.Steps} lets it pass.
     *
     * @param coverage what was seen
     */
    record Exhausted(Coverage coverage) implements Exploration {
        @Override
        public String toString() {
            return "exhausted: " + coverage;
        }
    }

    /**
     * A bound ended it; in what was seen, the properties hold.
     *
     * @param bound which bound
     * @param coverage what was seen
     */
    record BoundReached(String bound, Coverage coverage) implements Exploration {
        @Override
        public String toString() {
            return "not exhausted, ended by the bound of " + bound + ": " + coverage;
        }
    }

    /**
     * A property does not hold.
     *
     * @param counterexample in this run; the shortest one if the search was breadth-first
     * @param coverage what was seen until then
     */
    record Violated(Counterexample counterexample, Coverage coverage) implements Exploration {
        @Override
        public String toString() {
            return counterexample + "found in " + coverage;
        }
    }

    /**
     * Insists on a proof.
     *
     * @return this
     * @throws AssertionError if a property does not hold, or a bound ended the exploration
     */
    default Exploration requireExhausted() {
        if (!(this instanceof Exhausted)) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /**
     * Insists that nothing was found, however far it went.
     *
     * @return this
     * @throws AssertionError if a property does not hold
     */
    default Exploration requireNoViolation() {
        if (this instanceof Violated) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /**
     * Insists on a counterexample.
     *
     * @return it
     * @throws AssertionError if none was found
     */
    default Counterexample requireCounterexample() {
        if (this instanceof Violated violated) {
            return violated.counterexample();
        }
        throw new AssertionError("no counterexample: " + this);
    }
}
