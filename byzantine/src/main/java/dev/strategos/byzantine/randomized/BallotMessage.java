package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import java.util.Locale;
import java.util.Objects;

/**
 * A message of a binary agreement. Its bytes are described in {@code docs/wire-format-byzantine.md}.
 *
 * <p>Immutable, for any thread.
 */
public sealed interface BallotMessage {

    /**
     * Which agreement.
     *
     * @return the instance
     */
    InstanceId instance();

    /**
     * Which round it belongs to.
     *
     * @return at least 1
     */
    int round();

    /** What a vote says. Those of one round come in this order. */
    enum Kind {
        /** Binary-value broadcast: one value that the sender proposes, or has heard from a loyal general. */
        BVAL(1),
        /** One value that loyal generals propose. */
        AUX(2),
        /** The values that n−f generals have in AUX. */
        CONF(3),
        /** The values that n−f generals have in CONF; only with a coin that is not common. */
        ECHO4(4),
        /** The values that n−f generals have in ECHO4; only with a coin that is not common. */
        ECHO5(5),
        /** The sender has decided one value, in the round named. */
        TERM(6);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Its number in messages. */
        int code() {
            return code;
        }

        /** Whether it names one value, never both. */
        boolean isOfOneValue() {
            return this == BVAL || this == AUX || this == TERM;
        }
    }

    /**
     * A vote.
     *
     * @param instance which agreement
     * @param round at least 1
     * @param kind what is said
     * @param values of what; one alone in BVAL, AUX and TERM
     */
    record Vote(InstanceId instance, int round, Kind kind, Values values) implements BallotMessage {

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if the round is out of range, or there are two values where one belongs
         */
        public Vote {
            Objects.requireNonNull(instance, "instance");
            requireRound(round);
            if (kind.isOfOneValue() && !values.isSingle()) {
                throw new IllegalArgumentException("values: must be one in " + kind + ", but was " + values);
            }
        }

        /** Such as {@code alice/7 round 2 AUX TRUE}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s round %d %s %s", instance, round, kind, values);
        }
    }

    /**
     * The sender's share of the round's coin.
     *
     * @param instance which agreement
     * @param round at least 1
     * @param share as long as the coin's shares are
     */
    record Share(InstanceId instance, int round, Bytes share) implements BallotMessage {

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if the round is out of range
         */
        public Share {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(share, "share");
            requireRound(round);
        }

        /** Such as {@code alice/7 round 2 coin}; not the share. */
        @Override
        public String toString() {
            return instance + " round " + round + " coin";
        }
    }

    private static void requireRound(int round) {
        if (round < 1) {
            throw new IllegalArgumentException("round: must be at least 1, but was " + round);
        }
    }
}
