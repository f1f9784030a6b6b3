package dev.strategos.transport.memory;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a frame is on its way.
 *
 * <p>A law draws from the generator that it is given and from nothing else, and uses {@link StrictMath}, so that a seed gives the
 * same delays on every JDK.
 */
@FunctionalInterface
public interface DelayLaw {

    /**
     * Draws the delay of one frame.
     *
     * @param from the sender
     * @param to the receiver
     * @param bytes the frame's length
     * @param random where chance comes from
     * @return nanoseconds, zero or more
     */
    long sample(NodeId from, NodeId to, int bytes, RandomGenerator random);

    /**
     * The longest delay that this law ever draws.
     *
     * @return empty if there is no bound
     */
    default Optional<Duration> bound() {
        return Optional.empty();
    }

    /**
     * Always the same delay.
     *
     * @param delay zero or more
     * @return the law
     */
    static DelayLaw constant(Duration delay) {
        return uniform(delay, delay);
    }

    /**
     * Every delay between two bounds is as likely as any other.
     *
     * @param least zero or more
     * @param most at least {@code least}
     * @return the law
     */
    static DelayLaw uniform(Duration least, Duration most) {
        requireNotNegative("least", least);
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("most: must be at least " + least + ", but was " + most);
        }
        long from = least.toNanos();
        long range = Math.addExact(most.toNanos() - from, 1);
        return bounded(Optional.of(most), (a, b, bytes, random) -> from + (range == 1 ? 0 : random.nextLong(range)));
    }

    /**
     * A least delay plus an exponentially distributed one.
     *
     * @param least zero or more
     * @param mean the mean of the random part, above zero
     * @return the law, without bound
     */
    static DelayLaw exponential(Duration least, Duration mean) {
        requireNotNegative("least", least);
        requirePositive("mean", mean);
        long from = least.toNanos();
        double scale = mean.toNanos();
        return (a, b, bytes, random) -> from + (long) (-scale * StrictMath.log(1 - random.nextDouble()));
    }

    /**
     * A log-normally distributed delay, the usual shape of round trips on a real network: most are near the median, few take very
     * long.
     *
     * @param median above zero
     * @param sigma the standard deviation of the delay's logarithm, zero or more; 0.5 is a calm network
     * @return the law, without bound
     */
    static DelayLaw logNormal(Duration median, double sigma) {
        requirePositive("median", median);
        if (!(sigma >= 0 && sigma < 10)) {
            throw new IllegalArgumentException("sigma: must be at least 0 and below 10, but was " + sigma);
        }
        double scale = median.toNanos();
        return (a, b, bytes, random) -> (long) (scale * StrictMath.exp(sigma * gaussian(random)));
    }

    /** Box and Muller's transform: the JDK's own normal variates may change from one release to the next. */
    private static double gaussian(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static DelayLaw bounded(Optional<Duration> bound, DelayLaw law) {
        return new DelayLaw() {
            @Override
            public long sample(NodeId from, NodeId to, int bytes, RandomGenerator random) {
                return law.sample(from, to, bytes, random);
            }

            @Override
            public Optional<Duration> bound() {
                return bound;
            }
        };
    }

    private static void requireNotNegative(String field, Duration value) {
        if (Objects.requireNonNull(value, field).isNegative()) {
            throw new IllegalArgumentException(field + ": must be zero or more, but was " + value);
        }
    }

    private static void requirePositive(String field, Duration value) {
        if (Objects.requireNonNull(value, field).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + ": must be above zero, but was " + value);
        }
    }
}
