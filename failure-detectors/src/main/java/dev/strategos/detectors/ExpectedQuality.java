package dev.strategos.detectors;

import java.time.Duration;

/**
 * The quality of service of Chen's NFD-S in closed form (Chen, Toueg, Aguilera, <i>On the quality of service of failure detectors</i>,
 * IEEE Transactions on Computers 51(5), 2002, theorem 5): what heartbeats of interval η and a shift δ are worth on a network whose losses
 * and delays are independent and known.
 *
 * <p>With k = ⌈δ/η⌉, p<sub>j</sub>(x) = p<sub>L</sub> + (1−p<sub>L</sub>)·Pr(D &gt; δ+x−jη), u(x) = ∏<sub>j=0..k</sub> p<sub>j</sub>(x),
 * q<sub>0</sub> = (1−p<sub>L</sub>)·Pr(D &lt; δ+η) and p<sub>S</sub> = q<sub>0</sub>·u(0): T<sub>D</sub> ≤ δ+η, E(T<sub>MR</sub>) =
 * η/p<sub>S</sub>, E(T<sub>M</sub>) = ∫<sub>0</sub><sup>η</sup> u dx / p<sub>S</sub>, P<sub>A</sub> = 1 −
 * (1/η)·∫<sub>0</sub><sup>η</sup> u dx.
 *
 * <p>Immutable, for any thread.
 *
 * @param detection T<sub>D</sub>, the longest time from a crash to its suspicion, in seconds
 * @param recurrence E(T<sub>MR</sub>), the mean time from one mistake to the next, in seconds; infinite if there is none
 * @param duration E(T<sub>M</sub>), the mean time until a mistake is corrected, in seconds
 * @param accuracy P<sub>A</sub>, the probability that a live peer is trusted at a random time
 */
public record ExpectedQuality(double detection, double recurrence, double duration, double accuracy) {

    private static final int PANELS = 1 << 15;

    /**
     * The quality of NFD-S.
     *
     * @param interval η, above zero
     * @param shift δ, by how much a heartbeat may come later than it is sent, zero or more
     * @param loss p<sub>L</sub>, the probability that a heartbeat is lost, 0 to below 1
     * @param delay how long the others take
     * @return its figures
     * @throws IllegalArgumentException if a figure is out of range
     */
    public static ExpectedQuality of(Duration interval, Duration shift, double loss, DelayDistribution delay) {
        Require.aboveZero("interval", interval);
        Require.zeroOrMore("shift", shift);
        Require.within("loss", 0, Math.nextDown(1.0), loss);
        double eta = interval.toNanos() / 1e9;
        double delta = shift.toNanos() / 1e9;
        int k = Math.toIntExact((shift.toNanos() + interval.toNanos() - 1) / interval.toNanos());
        double integral = 0;
        double width = eta / PANELS;
        for (int i = 0; i < PANELS; i++) {
            // Simpson's rule on each panel.
            double from = i * width;
            integral += width
                    / 6
                    * (unheard(from, k, eta, delta, loss, delay)
                            + 4 * unheard(from + width / 2, k, eta, delta, loss, delay)
                            + unheard(from + width, k, eta, delta, loss, delay));
        }
        double fresh = (1 - loss) * (1 - delay.probabilityAbove(delta + eta));
        double mistake = fresh * unheard(0, k, eta, delta, loss, delay);
        return new ExpectedQuality(
                delta + eta,
                mistake == 0 ? Double.POSITIVE_INFINITY : eta / mistake,
                mistake == 0 ? 0 : integral / mistake,
                1 - integral / eta);
    }

    /** u(x): the probability that none of the heartbeats that would do has come x after a freshness point. */
    private static double unheard(double x, int k, double eta, double delta, double loss, DelayDistribution delay) {
        double product = 1;
        for (int j = 0; j <= k; j++) {
            product *= loss + (1 - loss) * delay.probabilityAbove(delta + x - j * eta);
        }
        return product;
    }
}
