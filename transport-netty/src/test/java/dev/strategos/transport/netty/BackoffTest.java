package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void growsExponentiallyToItsLimitAndStaysThere() {
        Backoff backoff = new Backoff(
                new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0), new SplittableRandom(1));
        assertThat(millis(backoff, 7)).containsExactly(10L, 20L, 40L, 80L, 100L, 100L, 100L);
        assertThat(millis(backoff, 10_000)).containsOnly(100L);
    }

    @Test
    void beginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(
                new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0), new SplittableRandom(1));
        millis(backoff, 5);
        backoff.reset();
        assertThat(millis(backoff, 2)).containsExactly(10L, 20L);
    }

    @Test
    void canStandStill() {
        Backoff backoff = new Backoff(
                new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(100), 1, 0), new SplittableRandom(1));
        assertThat(millis(backoff, 1000)).containsOnly(10L);
    }

    @Test
    void jitterStaysWithinItsPartAndUsesAllOfIt() {
        Backoff backoff = new Backoff(
                new ReconnectPolicy(Duration.ofMillis(100), Duration.ofMillis(100), 2, 0.2), new SplittableRandom(1));
        List<Long> waits = millis(backoff, 1000);
        assertThat(waits).allMatch(wait -> wait >= 80 && wait <= 120);
        assertThat(waits).anyMatch(wait -> wait < 85).anyMatch(wait -> wait > 115);
    }

    @Test
    void drawsFromTheSourceThatItIsGiven() {
        ReconnectPolicy policy = ReconnectPolicy.defaults();
        assertThat(nanos(new Backoff(policy, new SplittableRandom(7)), 20))
                .isEqualTo(nanos(new Backoff(policy, new SplittableRandom(7)), 20))
                .isNotEqualTo(nanos(new Backoff(policy, new SplittableRandom(8)), 20));
    }

    private static List<Long> millis(Backoff backoff, int count) {
        return nanos(backoff, count).stream().map(nanos -> nanos / 1_000_000).toList();
    }

    private static List<Long> nanos(Backoff backoff, int count) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(backoff.nextNanos());
        }
        return waits;
    }
}
