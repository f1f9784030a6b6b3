package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 6298, section 2, with the floor and the ceiling of the configuration. */
class RetransmissionTimeoutPaperTest {

    private final RetransmissionTimeout timeout = new RetransmissionTimeout(ReliableConfig.builder()
            .initialTimeout(Duration.ofMillis(200))
            .minTimeout(Duration.ofMillis(20))
            .maxTimeout(Duration.ofSeconds(5))
            .build());

    @Test
    void isTheInitialValueBeforeTheFirstSample() {
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void theFirstSampleSetsSrttToRAndRttvarToHalf() {
        timeout.sample(100_000_000);
        // (2.2): SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR = 3 R.
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(300));
        assertThat(timeout.roundTripNanos()).isEqualTo(100_000_000);
    }

    @Test
    void laterSamplesAreSmoothedWithAnEighthAndAQuarter() {
        timeout.sample(100_000_000);
        timeout.sample(180_000_000);
        // (2.3): RTTVAR = 3/4·50 + 1/4·|100 − 180| = 57.5; SRTT = 7/8·100 + 1/8·180 = 110; RTO = 110 + 230.
        assertThat(timeout.roundTripNanos()).isEqualTo(110_000_000);
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(340));
    }

    @Test
    void steadyRoundTripsEndAtTheFloor() {
        for (int i = 0; i < 200; i++) {
            timeout.sample(1_000_000);
        }
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void doublesAtEachExpiryUpToTheCeilingAndKeepsThatUntilASample() {
        timeout.expired();
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(400));
        timeout.expired();
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(800));
        for (int i = 0; i < 100; i++) {
            timeout.expired();
        }
        assertThat(timeout.current()).isEqualTo(Duration.ofSeconds(5));
        timeout.sample(10_000_000);
        assertThat(timeout.current()).isEqualTo(Duration.ofMillis(30));
    }
}
