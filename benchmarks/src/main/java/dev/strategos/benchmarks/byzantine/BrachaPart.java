package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.byzantine.broadcast.BrachaBroadcast;
import dev.strategos.core.Stackable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bracha's broadcast: the first general broadcasts an order, and whoever delivers it has decided. */
final class BrachaPart implements Part {

    private final boolean commands;
    private final BrachaBroadcast<String> protocol;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int deliveredBefore;

    BrachaPart(Stackable link, Squad squad) {
        this.commands = squad.group().rank(link.environment().self()) == 0;
        this.protocol = BrachaBroadcast.over(link, squad.config(), squad.faults());
        protocol.onDeliver((instance, value) -> {
            Runnable decided = waiting.poll();
            if (decided == null) {
                deliveredBefore++;
            } else {
                decided.run();
            }
        });
    }

    @Override
    public boolean begin(InstanceId instance, long startNanos, Runnable decided) {
        if (deliveredBefore > 0) {
            deliveredBefore--;
            decided.run();
        } else {
            waiting.add(decided);
        }
        if (commands) {
            protocol.broadcast(Squad.ORDER);
        }
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
