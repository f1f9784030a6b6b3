package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chen's closed forms and configuration procedures, figure by figure. */
class ContractPaperTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final DelayDistribution DELAY = DelayDistribution.exponential(Duration.ofMillis(20));
    private static final double LOSS = 0.01;

    private static void expect(long detectionMillis, double recurrence, double duration, double accuracy) {
        ExpectedQuality quality =
                ExpectedQuality.of(SECOND, Duration.ofMillis(detectionMillis).minus(SECOND), LOSS, DELAY);
        assertThat(quality.detection()).isCloseTo(detectionMillis / 1e3, within(1e-12));
        assertThat(quality.recurrence()).isCloseTo(recurrence, within(recurrence * 5e-6));
        assertThat(quality.duration()).isCloseTo(duration, within(duration * 5e-6));
        assertThat(quality.accuracy()).isCloseTo(accuracy, within(5e-10));
    }

    @Test
    void theQualityOfNfdSIsThatOfTheClosedForms() {
        expect(1_100, 60.5919, .565933, .990659923);
        expect(1_500, 101.010, .530101, .994752000);
        expect(2_000, 101.010, .0301010, .999702000);
    }

    @Test
    void noLossAndNoDelayMakeNoMistake() {
        ExpectedQuality quality =
                ExpectedQuality.of(SECOND, Duration.ofMillis(100), 0, seconds -> seconds <= 0.05 ? 1 : 0);
        assertThat(quality.recurrence()).isInfinite();
        assertThat(quality.accuracy()).isEqualTo(1);
    }

    @Test
    void thePlanForAMistakeAMonthIsThatOfThePaper() {
        DetectionContract contract =
                new DetectionContract(Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(60));
        HeartbeatPlan plan = HeartbeatPlan.forKnownDelays(contract, LOSS, DELAY).orElseThrow();
        assertThat(plan.interval().toNanos() / 1e9).isCloseTo(9.976, within(5e-4));
        assertThat(plan.shift().toNanos() / 1e9).isCloseTo(20.024, within(5e-4));
        ExpectedQuality quality = ExpectedQuality.of(plan.interval(), plan.shift(), LOSS, DELAY);
        assertThat(quality.recurrence()).isGreaterThan(Duration.ofDays(30).toSeconds());
        assertThat(quality.duration()).isLessThan(60);
    }

    @Test
    void plansMeetTheirContractsAndSlightlySlowerOnesDoNot() {
        SplittableRandom random = new SplittableRandom(1);
        int feasible = 0;
        for (int i = 0; i < 60; i++) {
            Duration detection = Duration.ofMillis(200 + random.nextLong(20_000));
            DetectionContract contract = new DetectionContract(
                    detection,
                    Duration.ofSeconds(100 + random.nextLong(10_000_000)),
                    Duration.ofMillis(100 + random.nextLong(60_000)));
            double loss = random.nextDouble() * 0.1;
            Optional<HeartbeatPlan> plan = HeartbeatPlan.forKnownDelays(contract, loss, DELAY);
            if (plan.isPresent()) {
                feasible++;
                HeartbeatPlan found = plan.get();
                assertThat(found.interval().plus(found.shift())).isLessThanOrEqualTo(detection);
                ExpectedQuality quality = ExpectedQuality.of(found.interval(), found.shift(), loss, DELAY);
                assertThat(quality.recurrence())
                        .as("%s", contract)
                        .isGreaterThanOrEqualTo(contract.recurrence().toSeconds() * (1 - 1e-6));
                assertThat(quality.duration())
                        .as("%s", contract)
                        .isLessThanOrEqualTo(contract.duration().toNanos() / 1e9 * (1 + 1e-6));
            }
        }
        assertThat(feasible).isGreaterThan(30);
    }

    @Test
    void whatWillDoIsNoIntervalSoThatBisectionWouldMissIt() {
        DetectionContract contract =
                new DetectionContract(Duration.ofSeconds(10), Duration.ofSeconds(40_000), Duration.ofSeconds(60));
        HeartbeatPlan plan = HeartbeatPlan.forKnownDelays(contract, LOSS, DELAY).orElseThrow();
        // Two heartbeats fit into the detection time from T/3 to T/2, a third from T/3 down.
        assertThat(plan.interval()).isBetween(Duration.ofMillis(4_800), Duration.ofSeconds(5));
        assertThat(recurrence(plan.interval().toNanos() / 1e9)).isGreaterThanOrEqualTo(40_000);
        assertThat(recurrence(3.6)).isLessThan(40_000);
        assertThat(recurrence(3.3)).isGreaterThan(40_000);
    }

    /** η/p_S for a detection time of ten seconds. */
    private static double recurrence(double eta) {
        double product = (1 - LOSS) * (1 - DELAY.probabilityAbove(10));
        for (int j = 1; j <= Math.ceil(10 / eta) - 1; j++) {
            product *= LOSS + (1 - LOSS) * DELAY.probabilityAbove(10 - j * eta);
        }
        return eta / product;
    }

    @Test
    void withMeanAndVarianceAloneThePlanIsMoreCareful() {
        DetectionContract contract =
                new DetectionContract(Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(60));
        Duration mean = Duration.ofMillis(20);
        HeartbeatPlan known =
                HeartbeatPlan.forKnownDelays(contract, LOSS, DELAY).orElseThrow();
        HeartbeatPlan any =
                HeartbeatPlan.forAnyDelays(contract, LOSS, mean, mean).orElseThrow();
        assertThat(any.interval()).isBetween(Duration.ofSeconds(7), known.interval());
        assertThat(any.interval().plus(any.shift()).plus(mean)).isEqualTo(contract.detection());
        // The formula by hand: at the plan it holds, a thousandth above it does not.
        assertThat(distributionFree(any.interval().toNanos() / 1e9)).isGreaterThanOrEqualTo(30 * 86_400);
        assertThat(distributionFree(any.interval().toNanos() / 1e9 * 1.001)).isLessThan(30 * 86_400);
    }

    private static double distributionFree(double eta) {
        double variance = 0.02 * 0.02;
        double beyond = 30 - 0.02;
        double product = eta;
        for (int j = 1; j <= Math.ceil(beyond / eta) - 1; j++) {
            double x = beyond - j * eta;
            product *= (variance + x * x) / (variance + LOSS * x * x);
        }
        return product;
    }

    @Test
    void whatNoIntervalCanDoIsInfeasible() {
        DetectionContract impossible =
                new DetectionContract(Duration.ofMillis(50), Duration.ofDays(36_500), Duration.ofSeconds(1));
        DelayDistribution slow = DelayDistribution.exponential(Duration.ofSeconds(1));
        assertThat(HeartbeatPlan.forKnownDelays(impossible, 0.5, slow)).isEmpty();
        assertThat(HeartbeatPlan.forAnyDelays(impossible, 0.5, Duration.ofMillis(50), Duration.ofMillis(1)))
                .isEmpty();
        assertThat(HeartbeatPlan.forAnyDelays(impossible, 0.5, Duration.ofMillis(10), Duration.ofSeconds(1)))
                .isEmpty();
    }

    @Test
    void figuresAreChecked() {
        DetectionContract contract = new DetectionContract(SECOND, SECOND, SECOND);
        assertThatThrownBy(() -> new DetectionContract(Duration.ZERO, SECOND, SECOND))
                .hasMessageContaining("detection");
        assertThatThrownBy(() -> new DetectionContract(SECOND, Duration.ZERO, SECOND))
                .hasMessageContaining("recurrence");
        assertThatThrownBy(() -> new DetectionContract(SECOND, SECOND, Duration.ZERO))
                .hasMessageContaining("duration");
        assertThatThrownBy(() -> HeartbeatPlan.forKnownDelays(contract, 1, DELAY))
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> ExpectedQuality.of(SECOND, SECOND, -0.1, DELAY))
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> DelayDistribution.exponential(Duration.ZERO)).hasMessageContaining("mean");
    }
}
