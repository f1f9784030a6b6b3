package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DelayLawTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    @Test
    void constantIsConstant() {
        assertThat(samples(DelayLaw.constant(Duration.ofMillis(3)))).containsOnly(3_000_000L);
        assertThat(DelayLaw.constant(Duration.ofMillis(3)).bound()).contains(Duration.ofMillis(3));
    }

    @Test
    void uniformStaysBetweenItsBounds() {
        long[] samples = samples(DelayLaw.uniform(Duration.ofNanos(10), Duration.ofNanos(12)));
        assertThat(samples).contains(10, 11, 12);
        assertThat(Arrays.stream(samples).distinct().count()).isEqualTo(3);
    }

    @Test
    void exponentialHasItsMeanAboveItsLeast() {
        long[] samples = samples(DelayLaw.exponential(Duration.ofMillis(2), Duration.ofMillis(5)));
        assertThat(Arrays.stream(samples).min().orElseThrow()).isGreaterThanOrEqualTo(2_000_000);
        assertThat(Arrays.stream(samples).average().orElseThrow()).isCloseTo(7_000_000, within(150_000.0));
        assertThat(DelayLaw.exponential(Duration.ZERO, Duration.ofMillis(5)).bound())
                .isEmpty();
    }

    @Test
    void logNormalHasItsMedianAndItsTail() {
        long[] samples = samples(DelayLaw.logNormal(Duration.ofMillis(4), 0.5));
        Arrays.sort(samples);
        assertThat((double) samples[samples.length / 2]).isCloseTo(4_000_000, within(100_000.0));
        // One standard deviation above the median lies at the 84.13th percentile: 4 ms times e^0.5.
        assertThat((double) samples[(int) (samples.length * 0.8413)]).isCloseTo(6_594_885, within(200_000.0));
    }

    private static long[] samples(DelayLaw law) {
        SplittableRandom random = new SplittableRandom(1);
        long[] samples = new long[20_000];
        Arrays.setAll(samples, i -> law.sample(A, B, 100, random));
        return samples;
    }
}
