package dev.strategos.detectors;

import java.time.Duration;

/**
 * Chen's expected arrival with a safety margin that follows the last errors, as in Jacobson's estimate of round trips (Bertier, Marin,
 * Sens, <i>Implementation and performance evaluation of an adaptable failure detector</i>, DSN 2002).
 *
 * <p>With err = A − EA − delay: delay += γ·err; var += γ·(|err| − var); α = β·delay + φ·var. An error counts as an interval at most.
 *
 * <p>Immutable, for any thread.
 *
 * @param gamma γ, the weight of the last error, above 0, at most 1
 * @param beta β, the weight of the mean error, 0 to 100
 * @param phi φ, the weight of the errors' spread, 0 to 100
 * @param window how many heartbeats the expected arrival is over, 1 to 1,000,000
 */
public record BertierTimeout(double gamma, double beta, double phi, int window) implements Estimation {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public BertierTimeout {
        Require.within("gamma", Double.MIN_NORMAL, 1, gamma);
        Require.within("beta", 0.0, 100, beta);
        Require.within("phi", 0.0, 100, phi);
        Require.within("window", 1, 1_000_000, window);
    }

    /**
     * The constants of the paper: γ = 0.1, β = 1, φ = 4; the mean is over 100 heartbeats.
     *
     * @return the estimation
     */
    public static BertierTimeout defaults() {
        return new BertierTimeout(0.1, 1, 4, 100);
    }

    @Override
    public Estimator begin(Duration interval) {
        return new BertierEstimator(this, interval.toNanos());
    }
}
