package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.model.TimingModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundScheduleTest {

    @Test
    void deadlinesAreAbsoluteFromTheStart() {
        RoundSchedule schedule = new RoundSchedule(-1_000, Duration.ofNanos(70), Duration.ofNanos(30));
        assertThat(schedule.deadlineNanos(0)).isEqualTo(-1_000);
        assertThat(schedule.deadlineNanos(1)).isEqualTo(-900);
        assertThat(schedule.deadlineNanos(3)).isEqualTo(-700);
    }

    @Test
    void withoutDriftARoundIsDeltaAndSkew() {
        RoundSchedule schedule = RoundSchedule.of(5, synchronous(20, 0, 5), 3);
        assertThat(schedule.roundLength()).isEqualTo(Duration.ofMillis(25));
        assertThat(schedule.delta()).isEqualTo(Duration.ofMillis(20));
    }

    /** The slowest clock that started last must be heard by the fastest that started first, in every round. */
    @Test
    void driftLengthensRoundsJustEnough() {
        double drift = 0.01;
        int rounds = 4;
        RoundSchedule schedule = RoundSchedule.of(0, synchronous(20, drift, 5), rounds);
        double round = schedule.roundLength().toNanos();
        for (int k = 1; k <= rounds; k++) {
            double latest = 5e6 + (k - 1) * round / (1 - drift) + 20e6;
            double earliest = k * round / (1 + drift);
            assertThat(latest).as("round %s", k).isLessThanOrEqualTo(earliest);
        }
        double spare = rounds * round / (1 + drift) - (5e6 + (rounds - 1) * round / (1 - drift) + 20e6);
        assertThat(spare).isLessThan(10);
    }

    @Test
    void refusesClocksThatDriftTooFast() {
        assertThatThrownBy(() -> RoundSchedule.of(0, synchronous(20, 0.5, 5), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("drift");
    }

    @Test
    void refusesBoundsOutOfRange() {
        assertThatThrownBy(() -> new RoundSchedule(0, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("delta");
        assertThatThrownBy(() -> new RoundSchedule(0, Duration.ofMillis(1), Duration.ofNanos(-1)))
                .hasMessageContaining("skew");
    }

    private static TimingModel.Synchronous synchronous(int delta, double drift, int skew) {
        return new TimingModel.Synchronous(Duration.ofMillis(delta), drift, Duration.ofMillis(skew));
    }
}
