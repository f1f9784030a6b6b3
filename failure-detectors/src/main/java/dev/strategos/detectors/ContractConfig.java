package dev.strategos.detectors;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of a {@link ContractFailureDetector}. Immutable, for any thread.
 *
 * @param contract what is demanded
 * @param known the network, if its loss and delays are known; empty: they are measured, for each peer
 * @param minInterval the least interval that may be asked of a peer, above zero, at most a quarter of the detection time
 * @param review after how long loss and delays are looked at anew, above zero
 */
public record ContractConfig(
        DetectionContract contract, Optional<KnownNetwork> known, Duration minInterval, Duration review) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ContractConfig {
        Objects.requireNonNull(contract, "contract");
        Objects.requireNonNull(known, "known");
        Require.aboveZero("minInterval", minInterval);
        Require.aboveZero("review", review);
        if (minInterval.compareTo(contract.detection().dividedBy(4)) > 0) {
            throw new IllegalArgumentException("minInterval: must be at most a quarter of the detection time "
                    + contract.detection() + ", but was " + minInterval);
        }
    }

    /**
     * Measures the network; asks for an interval of a hundredth of the detection time at least, and reviews every ten detection times.
     *
     * @param contract what is demanded
     * @return the settings
     */
    public static ContractConfig measuring(DetectionContract contract) {
        return new ContractConfig(
                contract,
                Optional.empty(),
                contract.detection().dividedBy(100),
                contract.detection().multipliedBy(10));
    }

    /**
     * Takes the network as known; the rest is as in {@link #measuring}.
     *
     * @param contract what is demanded
     * @param network loss and delays
     * @return the settings
     */
    public static ContractConfig knowing(DetectionContract contract, KnownNetwork network) {
        ContractConfig measuring = measuring(contract);
        return new ContractConfig(contract, Optional.of(network), measuring.minInterval, measuring.review);
    }

    /** The cheapest plan on a network of that loss and those delays. */
    Optional<HeartbeatPlan> plan(double loss, Duration mean, Duration deviation) {
        return HeartbeatPlan.forAnyDelays(contract, loss, mean, deviation)
                .filter(plan -> plan.interval().compareTo(minInterval) >= 0);
    }

    /** The cheapest plan on the known network. */
    Optional<HeartbeatPlan> plan(KnownNetwork network) {
        return HeartbeatPlan.forKnownDelays(contract, network.loss(), network.delay())
                .filter(plan -> plan.interval().compareTo(minInterval) >= 0);
    }
}
