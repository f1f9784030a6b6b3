package dev.strategos.core.model;

import java.time.Duration;
import java.util.Objects;

/** What is known about time, from the strongest promise to the weakest: synchronous, partially synchronous, asynchronous. */
public sealed interface TimingModel {

    /**
     * Known bounds hold always.
     *
     * @param delta Δ, from a message's sending to its handling, with queueing, retransmission and late timers; above zero
     * @param drift ρ, by how much a clock's rate may differ from real time's; 0 to below 1
     * @param skew ε, the real-time spread of the nodes' common start; zero or more
     * @return the model
     * @throws IllegalArgumentException if a bound is out of range
     */
    static TimingModel synchronous(Duration delta, double drift, Duration skew) {
        return new Synchronous(delta, drift, skew);
    }

    /**
     * The system is synchronous from some unknown time on, or with unknown bounds (Dwork, Lynch, Stockmeyer 1988).
     *
     * @return the model
     */
    static TimingModel partiallySynchronous() {
        return PartiallySynchronous.INSTANCE;
    }

    /**
     * Messages and steps may take arbitrarily long.
     *
     * @return the model
     */
    static TimingModel asynchronous() {
        return Asynchronous.INSTANCE;
    }

    /**
     * Whether this promises at least as much as the other. A synchronous system is no weaker than another whose bounds are no
     * tighter.
     *
     * @param other what is asked for
     * @return true if whoever assumes the other may be given this
     */
    boolean isNoWeakerThan(TimingModel other);

    /**
     * Known bounds hold always.
     *
     * @param delta Δ, from a message's sending to its handling
     * @param drift ρ, by how much a clock's rate may differ from real time's
     * @param skew ε, the real-time spread of the nodes' common start
     */
    record Synchronous(Duration delta, double drift, Duration skew) implements TimingModel {

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Synchronous {
            Objects.requireNonNull(delta, "delta");
            Objects.requireNonNull(skew, "skew");
            if (delta.isZero() || delta.isNegative()) {
                throw new IllegalArgumentException("delta: must be above zero, but was " + delta);
            }
            if (!(drift >= 0 && drift < 1)) {
                throw new IllegalArgumentException("drift: must be at least 0 and below 1, but was " + drift);
            }
            if (skew.isNegative()) {
                throw new IllegalArgumentException("skew: must be zero or more, but was " + skew);
            }
        }

        @Override
        public boolean isNoWeakerThan(TimingModel other) {
            return !(other instanceof Synchronous assumed)
                    || (delta.compareTo(assumed.delta) <= 0
                            && drift <= assumed.drift
                            && skew.compareTo(assumed.skew) <= 0);
        }

        @Override
        public String toString() {
            return "synchronous(Δ=" + delta + ", ρ=" + drift + ", ε=" + skew + ")";
        }
    }

    /** The system is synchronous from some unknown time on, or with unknown bounds. */
    enum PartiallySynchronous implements TimingModel {
        /** The only one. */
        INSTANCE;

        @Override
        public boolean isNoWeakerThan(TimingModel other) {
            return !(other instanceof Synchronous);
        }

        @Override
        public String toString() {
            return "partially synchronous";
        }
    }

    /** Messages and steps may take arbitrarily long. */
    enum Asynchronous implements TimingModel {
        /** The only one. */
        INSTANCE;

        @Override
        public boolean isNoWeakerThan(TimingModel other) {
            return other instanceof Asynchronous;
        }

        @Override
        public String toString() {
            return "asynchronous";
        }
    }
}
