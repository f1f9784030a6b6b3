package dev.strategos.byzantine.broadcast;

import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Which broadcasts of one sender are under way here, and which are over.
 *
 * <p>What is over leaves nothing behind but a watermark, and at most a window's width of counters above it; so a late message finds that it
 * is late, and brings nothing back. Beyond the window nothing is taken in: what the sender and all others together can make this general
 * hold is bounded by the window, and a traitor that finishes nothing uses up its own.
 *
 * @param <I> what is held of a broadcast
 */
final class SenderWindow<I> {

    private final int width;
    private final TreeMap<Long, I> open = new TreeMap<>();
    private final TreeSet<Long> over = new TreeSet<>();
    private long watermark;

    SenderWindow(int width) {
        this.width = width;
    }

    /** Whether the broadcast was over here before. */
    boolean isOver(long counter) {
        return counter <= watermark || over.contains(counter);
    }

    /** Whether the broadcast is so far ahead that nothing of it can be held. */
    boolean isBeyond(long counter) {
        return counter - watermark > width;
    }

    /** What is held of a broadcast that is neither over nor beyond the window. */
    I at(long counter, LongFunction<I> beginning) {
        I held = open.get(counter);
        if (held == null) {
            held = beginning.apply(counter);
            open.put(counter, held);
        }
        return held;
    }

    /** Up to which all are over. */
    long watermark() {
        return watermark;
    }

    /** Forgets all of a broadcast but that it is over. */
    void close(long counter) {
        open.remove(counter);
        over.add(counter);
        absorb();
    }

    private void absorb() {
        while (!over.isEmpty() && over.first() == watermark + 1) {
            over.pollFirst();
            watermark++;
        }
    }

    /** Whether something of the broadcast is held. */
    boolean isOpen(long counter) {
        return open.containsKey(counter);
    }

    /** Takes all broadcasts up to this one as over. */
    void skipTo(long counter) {
        if (counter > watermark) {
            watermark = counter;
            open.headMap(counter, true).clear();
            over.headSet(counter, true).clear();
            absorb();
        }
    }

    /** Moves on until the broadcast is no longer beyond it; says how many that were under way are given up for that. */
    int makeRoomFor(long counter) {
        int before = open.size();
        skipTo(counter - width);
        return before - open.size();
    }

    /** How many are under way. */
    int open() {
        return open.size();
    }
}
