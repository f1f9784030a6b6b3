package dev.strategos.detectors;

import java.time.Duration;

/**
 * Which estimator a detector uses, with its settings: {@link FixedTimeout}, {@link GrowingTimeout}, {@link ChenTimeout}, {@link
 * BertierTimeout}, {@link PhiAccrual}, or one of your own.
 *
 * <p>Implementations are immutable, for any thread.
 */
@FunctionalInterface
public interface Estimation {

    /**
     * An estimator for one life of one peer.
     *
     * @param interval at which the peer is expected to send until its first heartbeat says more
     * @return a new estimator, which has heard nothing yet
     */
    Estimator begin(Duration interval);
}
