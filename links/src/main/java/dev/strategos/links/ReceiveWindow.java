package dev.strategos.links;

import java.util.BitSet;

/**
 * Which messages of one session were delivered: a watermark, below which all were, and a bit for each of the window above it.
 *
 * <p>So the memory against duplicates is bounded by the window, however long the link lives.
 */
final class ReceiveWindow {

    private final int window;
    private final BitSet delivered;
    private long watermark;
    private long highest;

    ReceiveWindow(int window, long firstSequence) {
        this.window = window;
        this.watermark = firstSequence;
        this.highest = firstSequence - 1;
        this.delivered = new BitSet(window);
    }

    /** The lowest sequence that is still awaited. */
    long watermark() {
        return watermark;
    }

    boolean isDuplicate(long sequence) {
        return sequence - watermark < 0 || (isWithin(sequence) && delivered.get(slot(sequence)));
    }

    /** Whether this sequence can be taken now: not below the watermark, and not further above it than the window reaches. */
    boolean isWithin(long sequence) {
        long distance = sequence - watermark;
        return distance >= 0 && distance < window;
    }

    /** Remembers a sequence within the window, and moves the watermark over all that is complete. */
    void deliver(long sequence) {
        highest = Math.max(highest, sequence);
        if (sequence != watermark) {
            delivered.set(slot(sequence));
            return;
        }
        do {
            delivered.clear(slot(watermark));
            watermark++;
        } while (delivered.get(slot(watermark)));
    }

    /** Whether something above the watermark was delivered, so that something below it is missing. */
    boolean hasGap() {
        return !delivered.isEmpty();
    }

    /** Bit i of word w tells whether watermark + 64·w + i was delivered. */
    long word(int index) {
        long word = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            long sequence = watermark + (long) index * Long.SIZE + i;
            if (isWithin(sequence) && delivered.get(slot(sequence))) {
                word |= 1L << i;
            }
        }
        return word;
    }

    /** How many words name all that was delivered above the watermark. */
    int words() {
        return hasGap() ? (int) ((highest - watermark) / Long.SIZE) + 1 : 0;
    }

    private int slot(long sequence) {
        return (int) (sequence & (window - 1));
    }
}
