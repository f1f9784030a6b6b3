package dev.strategos.detectors;

import static dev.strategos.detectors.Cluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the meter measures online, against the closed forms. */
class QualityMeterPaperTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final DelayDistribution DELAY = DelayDistribution.exponential(Duration.ofMillis(20));
    private static final double LOSS = 0.01;

    /** Independent losses and delays; without reordering a late frame would hold up those behind it. */
    private static FaultPlan plan() {
        return FaultPlan.builder()
                .loss(LOSS)
                .reordering(1)
                .delay(DelayLaw.exponential(Duration.ZERO, Duration.ofMillis(20)))
                .build();
    }

    private static Quality measured(Duration shift, long hours) {
        List<QualityMeter> meters = new ArrayList<>();
        Cluster cluster = Cluster.of(2, builder -> builder.seed(7).faults(plan()), env -> new NfdS(env, SECOND, shift));
        cluster.on(0, () -> meters.add(QualityMeter.of(cluster.at(0), cluster.environments.get(node(0)))));
        cluster.runFor(Duration.ofHours(hours));
        List<Quality> quality = new ArrayList<>();
        cluster.on(0, () -> quality.add(meters.get(0).quality()));
        return quality.get(0);
    }

    private static void close(String what, Estimate estimate, double expected) {
        assertThat(estimate.standardError()).as(what + ": standard error").isBetween(1e-9, expected / 10);
        assertThat(estimate.mean())
                .as("%s: %s", what, estimate)
                .isCloseTo(expected, within(3 * estimate.standardError()));
    }

    @Test
    void theMeterAgreesWithTheClosedFormsWithinThreeStandardErrors() {
        for (long detection : new long[] {1_100, 1_500, 2_000}) {
            Duration shift = Duration.ofMillis(detection).minus(SECOND);
            ExpectedQuality expected = ExpectedQuality.of(SECOND, shift, LOSS, DELAY);
            Quality quality = measured(shift, 40);
            String at = "T_D=" + detection + " ms";
            assertThat(quality.recurrence().samples()).as(at).isGreaterThan(1_000);
            close(at + " T_MR", quality.recurrence(), expected.recurrence());
            close(at + " T_M", quality.duration(), expected.duration());
            close(at + " λ_M", quality.mistakeRate(), 1 / expected.recurrence());
            close(at + " P_A", quality.accuracy(), expected.accuracy());
            assertThat(quality.nines()).isCloseTo(-Math.log10(1 - expected.accuracy()), within(0.1));
        }
    }

    private static Cluster watched(List<QualityMeter> meters) {
        Cluster cluster = Cluster.of(
                2,
                builder -> builder.faults(plan()),
                env -> EventuallyPerfectFailureDetector.over(
                        env.open(Cluster.CHANNEL), EventuallyPerfectConfig.defaults()));
        cluster.on(0, () -> meters.add(QualityMeter.of(cluster.at(0), cluster.environments.get(node(0)))));
        return cluster;
    }

    private static void crash(Cluster cluster, QualityMeter meter) {
        cluster.network.crash(node(1));
        cluster.on(
                0,
                () -> meter.crashed(
                        node(1), cluster.environments.get(node(0)).clock().nanos()));
    }

    @Test
    void detectionTimesAreThoseOfTheCrashesThatTheMeterIsToldOf() {
        List<QualityMeter> meters = new ArrayList<>();
        Cluster cluster = watched(meters);
        for (int i = 0; i < 60; i++) {
            cluster.runFor(20.05 * (1 + i / 1_000.0));
            crash(cluster, meters.get(0));
            cluster.runFor(10);
            cluster.network.recover(node(1));
        }
        cluster.on(0, () -> {
            Quality quality = meters.get(0).quality(node(1));
            assertThat(quality.detection().samples()).isEqualTo(60);
            // η/2 on average since the last heartbeat, α and the probes.
            assertThat(quality.detection().mean()).isBetween(0.7, 1.3);
            assertThat(quality.detection().low()).isLessThan(quality.detection().mean());
            assertThat(quality.detection().high())
                    .isGreaterThan(quality.detection().mean());
            assertThat(quality.duration().samples()).isLessThan(3);
            assertThat(quality.accuracy().mean()).isGreaterThan(0.99);
            assertThatThrownBy(() -> meters.get(0).quality(node(0))).hasMessageContaining("peer: must be one of");
        });
    }

    @Test
    void aPeerThatCrashedBeforeItWasEverHeardIsWatchedFromItsFirstHeartbeat() {
        List<QualityMeter> meters = new ArrayList<>();
        Cluster cluster = watched(meters);
        for (int life = 0; life < 2; life++) {
            crash(cluster, meters.get(0));
            cluster.runFor(60);
            cluster.network.recover(node(1));
            cluster.runFor(60);
        }
        cluster.on(
                0,
                () -> assertThat(meters.get(0).quality(node(1)).detection().samples())
                        .isEqualTo(2));
    }

    @Test
    void confidenceIntervalsAreStudents() {
        assertThat(new Estimate(0, 1, 2).high()).isCloseTo(12.706, within(1e-3));
        assertThat(new Estimate(0, 1, 3).high()).isCloseTo(4.303, within(1e-3));
        assertThat(new Estimate(0, 1, 6).high()).isCloseTo(2.571, within(5e-3));
        assertThat(new Estimate(0, 1, 31).high()).isCloseTo(2.042, within(1e-3));
        assertThat(new Estimate(5, 1, 1_000_000).low()).isCloseTo(5 - 1.960, within(1e-3));
    }

    @Test
    void samplesJoinAsIfTheyHadBeenOne() {
        Sample all = new Sample();
        Sample one = new Sample();
        Sample other = new Sample();
        for (int i = 0; i < 100; i++) {
            double x = Math.sin(i) + 5;
            double y = Math.cos(i * 1.3) + 9 + x;
            all.add(x, y);
            (i % 3 == 0 ? one : other).add(x, y);
        }
        one.add(other);
        assertThat(one.mean().mean()).isCloseTo(all.mean().mean(), within(1e-12));
        assertThat(one.mean().standardError()).isCloseTo(all.mean().standardError(), within(1e-12));
        assertThat(one.ratio().mean()).isCloseTo(all.ratio().mean(), within(1e-12));
        assertThat(one.ratio().standardError()).isCloseTo(all.ratio().standardError(), within(1e-12));
    }
}
