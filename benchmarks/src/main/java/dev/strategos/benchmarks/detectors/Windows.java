package dev.strategos.benchmarks.detectors;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Stretches of time that come by chance, an exponentially distributed time after the end of the last one. Asked in the order of time. */
final class Windows {

    private final SplittableRandom random;
    private final double meanGap;
    private final ToDoubleFunction<SplittableRandom> length;
    private long start = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;

    Windows(SplittableRandom random, double meanGap, ToDoubleFunction<SplittableRandom> length) {
        this.random = random;
        this.meanGap = meanGap;
        this.length = length;
        next(0);
    }

    private Windows() {
        this.random = new SplittableRandom(0);
        this.meanGap = 0;
        this.length = chance -> 0;
    }

    /** None ever. */
    static Windows none() {
        return new Windows();
    }

    static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }

    private void next(long from) {
        start = from + (long) exponential(random, meanGap);
        end = start + (long) length.applyAsDouble(random);
    }

    boolean covers(long now) {
        return endOf(now) != now;
    }

    /** When the stretch ends in which the instant is; the instant itself if it is in none. */
    long endOf(long now) {
        while (end <= now) {
            next(end);
        }
        return start <= now ? end : now;
    }
}
