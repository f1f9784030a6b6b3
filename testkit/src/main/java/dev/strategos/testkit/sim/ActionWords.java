package dev.strategos.testkit.sim;

import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.FaultAction;
import java.util.List;
import java.util.stream.Collectors;

/** What a fault plan's actions are in a report. */
final class ActionWords {

    private ActionWords() {}

    static String of(FaultAction action) {
        if (action instanceof FaultAction.Cut cut) {
            return names(cut.from()) + " no longer reach" + (cut.from().size() == 1 ? "es " : " ") + names(cut.to());
        }
        if (action instanceof FaultAction.Heal) {
            return "all cuts are mended";
        }
        if (action instanceof FaultAction.EndFaults) {
            return "nothing goes wrong any more";
        }
        return names(action.nodes()) + wordsOnANode(action);
    }

    private static String wordsOnANode(FaultAction action) {
        if (action instanceof FaultAction.Crash) {
            return " crashes";
        } else if (action instanceof FaultAction.Recover) {
            return " recovers";
        } else if (action instanceof FaultAction.Pause pause) {
            return " stands still for " + Milliseconds.of(pause.length());
        } else if (action instanceof FaultAction.Slow slow) {
            return slow.perTurn().isZero()
                    ? " is fast again"
                    : " takes " + Milliseconds.of(slow.perTurn()) + " for anything";
        } else if (action instanceof FaultAction.ClockRate clock) {
            return "'s clock runs at the rate " + clock.rate();
        } else if (action instanceof FaultAction.ClockJump jump) {
            return "'s clock jumps by " + Milliseconds.of(jump.forwards());
        } else if (action instanceof FaultAction.FinishSyncs finish) {
            return "'s last " + finish.syncs() + " interrupted syncs were through after all";
        } else if (action instanceof FaultAction.TearStorage tear) {
            return "'s storage has only the first " + tear.puts() + " of the values that the crash interrupted";
        } else if (action instanceof FaultAction.RollBackStorage rollBack) {
            return "'s storage is taken back by " + rollBack.syncs() + " syncs";
        } else if (action instanceof FaultAction.WipeStorage) {
            return "'s storage is lost";
        } else if (action instanceof FaultAction.CorruptStorage) {
            return "'s storage has a bit inverted";
        }
        return ": " + action;
    }

    private static String names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::toString).collect(Collectors.joining(" and "));
    }
}
