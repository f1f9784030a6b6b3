package dev.strategos.transport.memory;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A generator that gives what the one below gives, and knows how much was drawn: with the seed that is its whole state. */
final class CountedRandom implements RandomGenerator {

    private final SplittableRandom below;
    private long draws;

    CountedRandom(SplittableRandom below) {
        this.below = below;
    }

    long draws() {
        return draws;
    }

    @Override
    public int nextInt() {
        draws++;
        return below.nextInt();
    }

    @Override
    public long nextLong() {
        draws++;
        return below.nextLong();
    }
}
