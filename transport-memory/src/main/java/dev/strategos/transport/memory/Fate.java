package dev.strategos.transport.memory;

import java.time.Duration;
import java.util.List;

/**
 * What becomes of one frame: how many copies of it arrive, and how long each is on its way. None: it is lost.
 *
 * <p>Immutable, for any thread.
 *
 * @param copies what arrives, the original first
 */
public record Fate(List<Copy> copies) {

    private static final Fate CALM = new Fate(List.of(new Copy(Duration.ofMillis(1), false)));

    /** Copies the list. */
    public Fate {
        copies = List.copyOf(copies);
    }

    /**
     * One copy of a frame.
     *
     * @param delay how long it is on its way, zero or more
     * @param overtakes whether it may overtake what was sent before it, and be overtaken; else it keeps the order
     */
    public record Copy(Duration delay, boolean overtakes) {

        /**
         * Checks the delay.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Copy {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay: must be zero or more, but was " + delay);
            }
        }
    }

    /**
     * What happens where nothing goes wrong: the frame arrives once, in order, after one millisecond.
     *
     * @return the fate of every frame under {@link FaultPlan#none()}
     */
    public static Fate calm() {
        return CALM;
    }

    /**
     * The frame is lost.
     *
     * @return the fate without copies
     */
    public static Fate lost() {
        return new Fate(List.of());
    }

    /** In words: lost, or how late, and how often. */
    @Override
    public String toString() {
        if (copies.isEmpty()) {
            return "lost";
        }
        StringBuilder text = new StringBuilder();
        for (Copy copy : copies) {
            text.append(text.isEmpty() ? "" : " and again ")
                    .append("after ")
                    .append(copy.delay().toNanos() / 1_000)
                    .append(" µs")
                    .append(copy.overtakes() ? " out of order" : "");
        }
        return text.toString();
    }
}
