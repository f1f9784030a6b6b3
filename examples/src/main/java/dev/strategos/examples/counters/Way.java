package dev.strategos.examples.counters;

import dev.strategos.byzantine.ByzantineAgreement;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InteractiveConsistency;
import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.KingBroadcast;
import dev.strategos.byzantine.KingConsensus;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.byzantine.broadcast.BrachaBroadcast;
import dev.strategos.core.Stackable;
import java.util.function.Supplier;

/** The ways of agreeing that are counted, and what theory says of each. */
enum Way {
    ORAL("OM", 3) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            return commanded(seat, OralMessages.over(link, seat.config(), seat.faults()));
        }

        @Override
        Cost theory(long n, int m) {
            return new Cost((n - 1) + m * (n - 1) * (n - 2), paths(n, m), 0, 0);
        }
    },
    SIGNED("SM", 3) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            return commanded(
                    seat,
                    SignedMessages.over(
                            link, seat.config(), seat.keys().own(), seat.keys().verifier(), seat.faults()));
        }

        @Override
        Cost theory(long n, int m) {
            return new Cost((n - 1) * (n - 1), (n - 1) * (n - 1), n, n - 1);
        }
    },
    ALL_ORAL("IC over OM", 3) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            return exchanged(seat, InteractiveConsistency.oral(link, seat.config(), seat.faults()));
        }

        @Override
        Cost theory(long n, int m) {
            return new Cost((m + 1) * n * (n - 1), n * paths(n, m), 0, 0);
        }
    },
    ALL_SIGNED("IC over SM", 3) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            return exchanged(
                    seat,
                    InteractiveConsistency.signed(
                            link, seat.config(), seat.keys().own(), seat.keys().verifier(), seat.faults()));
        }

        @Override
        Cost theory(long n, int m) {
            return new Cost(2 * n * (n - 1), n * (n - 1) * (n - 1), n * n, n * (n - 1));
        }
    },
    KING("king", 3, KingAlgorithm.KING),
    EARLY_KING("early king", 3, KingAlgorithm.EARLY_KING),
    PHASE_KING("phase king", 4, KingAlgorithm.PHASE_KING),
    EARLY_PHASE_KING("early phase king", 4, KingAlgorithm.EARLY_PHASE_KING),
    KING_BROADCAST("king broadcast", 3, KingAlgorithm.KING) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            return commanded(seat, KingBroadcast.over(link, seat.config(), KingAlgorithm.KING, seat.faults()));
        }

        @Override
        Cost theory(long n, int m) {
            Cost consensus = super.theory(n, m);
            long messages = consensus.messages() + n - 1;
            return new Cost(messages, messages, 0, 0);
        }
    },
    BRACHA("Bracha's broadcast", 3) {
        @Override
        Supplier<Counters> begin(Seat seat, Stackable link) {
            BrachaBroadcast<String> broadcast = BrachaBroadcast.over(link, seat.config(), seat.faults());
            if (seat.isCommander()) {
                broadcast.broadcast(Seat.ORDER);
            }
            return broadcast::counters;
        }

        @Override
        Cost theory(long n, int m) {
            long messages = (n - 1) * (2 * n + 1);
            return new Cost(messages, messages, 0, 0);
        }
    };

    private final String title;
    private final int generalsPerTraitor;
    private final KingAlgorithm kings;

    Way(String title, int generalsPerTraitor) {
        this(title, generalsPerTraitor, KingAlgorithm.KING);
    }

    Way(String title, int generalsPerTraitor, KingAlgorithm kings) {
        this.title = title;
        this.generalsPerTraitor = generalsPerTraitor;
        this.kings = kings;
    }

    String title() {
        return title;
    }

    /** The most traitors that this way is made for among so many; for comparison also of signed messages, which withstand more. */
    int faults(int generals) {
        return (generals - 1) / generalsPerTraitor;
    }

    /** Lets a general take part. With kings all propose the same. */
    Supplier<Counters> begin(Seat seat, Stackable link) {
        KingConsensus<String> consensus = KingConsensus.over(link, seat.config(), kings, seat.faults());
        consensus.propose(seat.instance(), Seat.ORDER, consensus.scheduleFrom(seat.startNanos()));
        return consensus::counters;
    }

    /** What all generals together pay without faults, by the papers. A king that stops early tells its lock and its word in one message. */
    Cost theory(long n, int m) {
        long messages = kings.messages((int) n, m);
        long words = kings.stopsEarly() ? Math.min(2, m + 1) * (n - 1) : 0;
        return new Cost(messages, messages + words, 0, 0);
    }

    private static Supplier<Counters> commanded(Seat seat, ByzantineAgreement<String> protocol) {
        if (seat.isCommander()) {
            protocol.command(seat.instance(), Seat.ORDER, protocol.scheduleFrom(seat.startNanos()));
        } else {
            protocol.join(seat.instance(), seat.instance().starter(), protocol.scheduleFrom(seat.startNanos()));
        }
        return protocol::counters;
    }

    private static Supplier<Counters> exchanged(Seat seat, InteractiveConsistency<String> protocol) {
        protocol.exchange(seat.instance(), Seat.ORDER, protocol.scheduleFrom(seat.startNanos()));
        return protocol::counters;
    }

    /** Σ (n−1)!/(n−1−k)!, k from 1 to m+1: the messages of OM(m) as the paper counts them. */
    private static long paths(long n, int m) {
        long all = 0;
        long ofLength = 1;
        for (int k = 1; k <= m + 1; k++) {
            ofLength *= n - k;
            all += ofLength;
        }
        return all;
    }
}
