package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.byzantine.randomized.BinaryAgreement;
import dev.strategos.byzantine.randomized.LocalCoin;
import dev.strategos.core.Stackable;

/** Asynchronous binary agreement with local coins: all say yes, so it takes one round and no coin. */
final class AsyncPart implements Part {

    private final BinaryAgreement protocol;

    AsyncPart(Stackable link, Squad squad) {
        this.protocol = BinaryAgreement.over(
                link,
                squad.group(),
                squad.faults(),
                new LocalCoin(link.environment().random()));
    }

    @Override
    public boolean begin(InstanceId instance, long startNanos, Runnable decided) {
        protocol.propose(instance, true).onDecision(decision -> decided.run());
        return true;
    }

    @Override
    public RoundSchedule scheduleFrom(long startNanos) {
        throw new UnsupportedOperationException("has no rounds with deadlines");
    }

    @Override
    public Counters counters() {
        return protocol.counters();
    }
}
