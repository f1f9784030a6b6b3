package dev.strategos.detectors;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * What a contract takes: how often to send, and how much later than sent a heartbeat may come (Chen, Toueg, Aguilera, IEEE Transactions
 * on Computers 51(5), 2002, sections 4 and 5).
 *
 * <p>The largest interval that will do is searched from above on a grid, and not by bisection: what will do is no interval, because
 * each heartbeat less that fits into the detection time is a jump. Immutable, for any thread.
 *
 * <pre>{@code
 * Optional<HeartbeatPlan> plan = HeartbeatPlan.forKnownDelays(
 *         new DetectionContract(Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(60)),
 *         0.01,
 *         DelayDistribution.exponential(Duration.ofMillis(20)));     // every 9.976 s
 * }</pre>
 *
 * @param interval η, at which heartbeats are to be sent
 * @param shift δ, what is left of the detection time
 */
public record HeartbeatPlan(Duration interval, Duration shift) {

    private static final int GRID = 8_192;
    private static final int FINER = 64;

    /** More heartbeats than that in one detection time are no plan. */
    private static final int MOST_HEARTBEATS = 1_000;

    /**
     * The cheapest plan where losses and delays are independent and their law is known.
     *
     * @param contract what is demanded
     * @param loss p<sub>L</sub>, the probability that a heartbeat is lost, 0 to below 1
     * @param delay how long the others take
     * @return empty if the contract is infeasible on that network
     * @throws IllegalArgumentException if the loss is out of range
     */
    public static Optional<HeartbeatPlan> forKnownDelays(
            DetectionContract contract, double loss, DelayDistribution delay) {
        requireLoss(loss);
        double detection = seconds(contract.detection());
        double recurrence = seconds(contract.recurrence());
        double fresh = (1 - loss) * (1 - delay.probabilityAbove(detection));
        DoublePredicate rareEnough = eta -> {
            double unheard = 1;
            int last = ceil(detection / eta) - 1;
            for (int j = 1; j <= last; j++) {
                unheard *= loss + (1 - loss) * delay.probabilityAbove(detection - j * eta);
            }
            return eta >= recurrence * fresh * unheard;
        };
        double most = Math.min(fresh * seconds(contract.duration()), detection);
        return largest(most, detection, rareEnough).map(eta -> plan(contract, eta, Duration.ZERO));
    }

    /**
     * The cheapest plan where no more is known of the delays than their mean and variance: it holds for any law (section 5).
     *
     * @param contract what is demanded
     * @param loss p<sub>L</sub>, the probability that a heartbeat is lost, 0 to below 1
     * @param mean E(D), zero or more
     * @param deviation the square root of the variance of D, zero or more
     * @return empty if the contract is infeasible on that network
     * @throws IllegalArgumentException if a figure is out of range
     */
    public static Optional<HeartbeatPlan> forAnyDelays(
            DetectionContract contract, double loss, Duration mean, Duration deviation) {
        requireLoss(loss);
        Require.zeroOrMore("mean", mean);
        Require.zeroOrMore("deviation", deviation);
        double beyondMean = seconds(contract.detection()) - seconds(mean);
        if (beyondMean <= 0) {
            return Optional.empty();
        }
        double recurrence = seconds(contract.recurrence());
        double variance = seconds(deviation) * seconds(deviation);
        double gamma = (1 - loss) * beyondMean * beyondMean / (variance + beyondMean * beyondMean);
        DoublePredicate rareEnough = eta -> {
            double product = 1;
            int last = ceil(beyondMean / eta) - 1;
            for (int j = 1; j <= last; j++) {
                double x = beyondMean - j * eta;
                product *= (variance + x * x) / (variance + loss * x * x);
            }
            return eta * product >= recurrence;
        };
        double most = Math.min(gamma * seconds(contract.duration()), beyondMean);
        return largest(most, beyondMean, rareEnough).map(eta -> plan(contract, eta, mean));
    }

    private static HeartbeatPlan plan(DetectionContract contract, double eta, Duration mean) {
        Duration interval = Duration.ofNanos((long) (eta * 1e9));
        Duration shift = contract.detection().minus(interval).minus(mean);
        return new HeartbeatPlan(interval, shift.isNegative() ? Duration.ZERO : shift);
    }

    private static Optional<Double> largest(double most, double time, DoublePredicate feasible) {
        double step = most / GRID;
        for (int i = GRID; i > 0 && i * step >= time / MOST_HEARTBEATS; i--) {
            if (feasible.test(i * step)) {
                for (int finer = FINER; finer > 0; finer--) {
                    double between = Math.min(most, (i + (double) finer / FINER) * step);
                    if (feasible.test(between)) {
                        return Optional.of(between);
                    }
                }
                return Optional.of(i * step);
            }
        }
        return Optional.empty();
    }

    /** A quotient that is a whole number but for rounding counts as that number. */
    private static int ceil(double quotient) {
        return (int) Math.ceil(quotient - 1e-12);
    }

    private static void requireLoss(double loss) {
        Require.within("loss", 0, Math.nextDown(1.0), loss);
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}
