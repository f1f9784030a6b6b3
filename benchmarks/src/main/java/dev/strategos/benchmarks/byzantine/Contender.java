package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.ByzantineAgreement;
import dev.strategos.byzantine.InteractiveConsistency;
import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.KingConsensus;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.core.Stackable;
import java.util.Locale;

/** The algorithms that are measured. */
enum Contender {
    ORAL(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return agreement(link, OralMessages.over(link, squad.config(), squad.faults()));
        }
    },
    SIGNED(3, true) {
        @Override
        Part build(Stackable link, Squad squad) {
            return agreement(
                    link,
                    SignedMessages.over(
                            link,
                            squad.config(),
                            squad.key(link.environment().self()),
                            squad.verifier(),
                            squad.faults()));
        }
    },
    CONSISTENCY_ORAL(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return consistency(InteractiveConsistency.oral(link, squad.config(), squad.faults()));
        }
    },
    CONSISTENCY_SIGNED(3, true) {
        @Override
        Part build(Stackable link, Squad squad) {
            return consistency(InteractiveConsistency.signed(
                    link, squad.config(), squad.key(link.environment().self()), squad.verifier(), squad.faults()));
        }
    },
    KING(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return kings(link, squad, KingAlgorithm.KING);
        }
    },
    PHASE_KING(4, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return kings(link, squad, KingAlgorithm.PHASE_KING);
        }
    },
    EARLY_KING(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return kings(link, squad, KingAlgorithm.EARLY_KING);
        }
    },
    EARLY_PHASE_KING(4, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return kings(link, squad, KingAlgorithm.EARLY_PHASE_KING);
        }
    },
    BRACHA(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return new BrachaPart(link, squad);
        }
    },
    ASYNC(3, false) {
        @Override
        Part build(Stackable link, Squad squad) {
            return new AsyncPart(link, squad);
        }
    };

    private final int generalsPerTraitor;
    private final boolean signed;

    Contender(int generalsPerTraitor, boolean signed) {
        this.generalsPerTraitor = generalsPerTraitor;
        this.signed = signed;
    }

    abstract Part build(Stackable link, Squad squad);

    boolean isSigned() {
        return signed;
    }

    /** As many traitors as n > 3m or n > 4m allows; by signatures too, so that all stand the same. */
    int faults(int generals) {
        return (generals - 1) / generalsPerTraitor;
    }

    /** Whether it begins at a common start; the others begin when they are told. */
    boolean hasRounds() {
        return this != BRACHA && this != ASYNC;
    }

    /** Sixteen exponential trees at each of sixteen generals in one process would take its memory and not its time. */
    int mostGenerals() {
        return this == CONSISTENCY_ORAL ? 13 : Integer.MAX_VALUE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Part agreement(Stackable link, ByzantineAgreement<String> protocol) {
        boolean commands = link.environment().group().rank(link.environment().self()) == 0;
        return new RoundsPart(protocol, (instance, schedule) -> {
            if (commands) {
                return protocol.command(instance, Squad.ORDER, schedule);
            }
            return protocol.join(instance, protocol.config().group().member(0), schedule);
        });
    }

    private static Part consistency(InteractiveConsistency<String> protocol) {
        return new RoundsPart(protocol, (instance, schedule) -> protocol.exchange(instance, Squad.ORDER, schedule));
    }

    private static Part kings(Stackable link, Squad squad, KingAlgorithm algorithm) {
        KingConsensus<String> protocol = KingConsensus.over(link, squad.config(), algorithm, squad.faults());
        return new RoundsPart(protocol, (instance, schedule) -> protocol.propose(instance, Squad.ORDER, schedule));
    }
}
