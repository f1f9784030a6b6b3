package dev.strategos.examples.flp;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.randomized.Coin;
import dev.strategos.core.NodeId;
import java.util.Map;

/** A coin without chance: heads in odd rounds, tails in even ones. It makes the protocol deterministic, as FLP's are. */
final class ClockworkCoin implements Coin {

    /** How it falls in a round, as everybody knows beforehand. */
    static boolean side(int round) {
        return round % 2 == 1;
    }

    @Override
    public String name() {
        return "clockwork";
    }

    @Override
    public boolean isCommon() {
        return true;
    }

    @Override
    public int rounds(InstanceId instance) {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public boolean toss(InstanceId instance, int round, Map<NodeId, Bytes> shares) {
        return side(round);
    }
}
