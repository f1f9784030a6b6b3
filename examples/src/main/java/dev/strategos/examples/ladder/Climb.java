package dev.strategos.examples.ladder;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;

/**
 * What is played: how many numbers go over which rung, and what goes wrong meanwhile.
 *
 * @param rung over which rung
 * @param messages how many, at least 2
 * @param loss the chance that a frame is lost, 0 to below 1
 * @param duplicate the chance that a frame is repeated, 0 to 1
 * @param reorder the chance that a frame is overtaken, 0 to 1
 * @param crashReceiver whether the receiver dies in the middle, and comes back
 * @param crashSender whether the sender dies in the middle, and comes back
 * @param seed where chance comes from
 */
record Climb(
        Rung rung,
        int messages,
        double loss,
        double duplicate,
        double reorder,
        boolean crashReceiver,
        boolean crashSender,
        long seed) {

    static final NodeId SENDER = NodeId.of("sender");
    static final NodeId RECEIVER = NodeId.of("receiver");
    static final Group GROUP = Group.of(SENDER, RECEIVER);

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    Climb {
        if (messages < 2) {
            throw new IllegalArgumentException("--messages: must be at least 2, but was " + messages);
        }
        requireChance("--loss", loss);
        requireChance("--duplicate", duplicate);
        requireChance("--reorder", reorder);
        if (loss == 1) {
            throw new IllegalArgumentException("--loss: must be below 1, or nothing ever gets through, but was 1");
        }
    }

    private static void requireChance(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(option + ": must be within 0 to 1, but was " + value);
        }
    }

    /** After how many numbers a crash comes. */
    int half() {
        return messages / 2;
    }

    boolean crashes() {
        return crashReceiver || crashSender;
    }
}
