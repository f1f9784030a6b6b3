package dev.strategos.byzantine;

import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import java.util.Objects;

/**
 * When the rounds of one agreement end, as readings of the node's own clock: round k at start + k·(Δ+ε).
 *
 * <p>Deadlines are absolute from the start that the generals agreed on, never relative to when something arrived; so a general that
 * moves on early is no danger to the others (Lynch, Distributed Algorithms, 1996, section 6; Lamport, Shostak, Pease 1982, section 5,
 * for the need of a bound).
 *
 * <p>Clock synchronisation is outside: the host converts the one agreed instant into a reading of each node's clock, once.
 *
 * <p>Immutable, for any thread.
 *
 * @param startNanos T₀, a reading of the node's own {@link dev.strategos.core.MonotonicClock}
 * @param delta Δ, from a message's sending to its handling, with queueing, retransmission and late timers; above zero
 * @param skew ε, the real-time spread of loyal generals' starts, with what their clocks drift apart over all rounds; zero or
 *     more
 */
public record RoundSchedule(long startNanos, Duration delta, Duration skew) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RoundSchedule {
        Objects.requireNonNull(delta, "delta");
        Objects.requireNonNull(skew, "skew");
        if (delta.isZero() || delta.isNegative()) {
            throw new IllegalArgumentException("delta: must be above zero, but was " + delta);
        }
        if (skew.isNegative()) {
            throw new IllegalArgumentException("skew: must be zero or more, but was " + skew);
        }
    }

    /**
     * The schedule with the shortest rounds that are safe under these bounds.
     *
     * <p>A general whose clock is slow and who started last must still be heard, in the last round, by one whose clock is fast and who
     * started first: (Δ + ε + (K−1)·D/(1−ρ)) ≤ K·D/(1+ρ) for K rounds of length D. Without drift D is Δ+ε.
     *
     * @param startNanos T₀, a reading of the node's own clock
     * @param bounds Δ, ρ and ε
     * @param rounds K, how many rounds there are; at least 1
     * @return the schedule
     * @throws IllegalArgumentException if clocks drift so fast that no round is long enough
     */
    public static RoundSchedule of(long startNanos, TimingModel.Synchronous bounds, int rounds) {
        Duration shortest = shortestRound(bounds, rounds);
        return new RoundSchedule(startNanos, bounds.delta(), shortest.minus(bounds.delta()));
    }

    /** The length of a round that the bounds call for. */
    static Duration shortestRound(TimingModel.Synchronous bounds, int rounds) {
        Duration exact = bounds.delta().plus(bounds.skew());
        if (bounds.drift() == 0) {
            return exact;
        }
        double share = rounds / (1 + bounds.drift()) - (rounds - 1) / (1 - bounds.drift());
        if (share <= 0) {
            throw new IllegalArgumentException("drift: clocks that drift by " + bounds.drift() + " part faster than "
                    + rounds + " rounds of any length can allow for");
        }
        return Duration.ofNanos((long) StrictMath.ceil(exact.toNanos() / share));
    }

    /**
     * How long a round is.
     *
     * @return Δ+ε
     */
    public Duration roundLength() {
        return delta.plus(skew);
    }

    /**
     * When a round ends: what is handled later does not count.
     *
     * @param round counted from 1; 0 gives the start
     * @return a reading of the node's own clock
     */
    public long deadlineNanos(int round) {
        return startNanos + Math.multiplyExact(round, roundLength().toNanos());
    }
}
