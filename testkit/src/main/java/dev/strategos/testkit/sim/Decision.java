package dev.strategos.testkit.sim;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.Fate;
import dev.strategos.transport.memory.FaultAction;
import java.time.Duration;

/**
 * One thing that chance decided in a run and that could be left out: then the frame would arrive after one millisecond, the action would
 * not happen, the input would not come.
 *
 * <p>All are immutable, for any thread.
 */
public sealed interface Decision {

    /**
     * When it took effect.
     *
     * @return the network's time
     */
    Duration at();

    /**
     * What was decided.
     *
     * @return a few words
     */
    String what();

    /**
     * An action of the fault plan.
     *
     * @param index its place in the plan's schedule, from 0
     * @param scheduled what happens, and when
     */
    record Action(int index, FaultAction.Scheduled scheduled) implements Decision {
        @Override
        public Duration at() {
            return scheduled.at();
        }

        @Override
        public String what() {
            return ActionWords.of(scheduled.action());
        }
    }

    /**
     * What became of a frame, or how late the news of a peer were (ids with numbers below zero).
     *
     * @param at when it was sent
     * @param frame which frame, as the trace names it at the wire
     * @param fate what became of it
     */
    record Frame(Duration at, MessageId frame, Fate fate) implements Decision {
        @Override
        public String what() {
            return frame.number() < 0
                    ? frame.receiver() + " hears of " + frame.sender() + " " + fate
                    : "frame " + frame + " " + (fate.copies().isEmpty() ? "is " : "arrives ") + fate;
        }
    }

    /**
     * An input.
     *
     * @param index its place among all inputs of the run, from 0
     * @param at when
     * @param node where
     * @param value what came in
     */
    record Input(int index, Duration at, NodeId node, String value) implements Decision {
        @Override
        public String what() {
            return "input " + value + " at " + node;
        }
    }
}
