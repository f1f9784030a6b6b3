package dev.strategos.examples.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as false, and what as a mistake. The victim is n3, and its mishap begins at 1,000 ms. */
class VigilResultTest {

    private static final long BEGIN = 1_000;

    private static VigilResult result(Mishap mishap, Duration length, Sighting... sightings) {
        Scenario scenario = new Scenario(
                3, EstimatorChoice.CHEN, Duration.ofMillis(100), mishap, length, Duration.ofSeconds(10), 1);
        return new VigilResult(scenario, "memory", BEGIN, List.of(sightings), Map.of());
    }

    private static Sighting suspicion(long atMillis, String node, String about) {
        return new Sighting(atMillis, node, about, Sighting.SUSPECT, "SILENT");
    }

    @Test
    void ofOneThatIsKilledASuspicionIsTrueFromThenOn() {
        VigilResult result = result(
                Mishap.KILL,
                Duration.ZERO,
                suspicion(BEGIN - 1, "n1", "n3"),
                suspicion(BEGIN + 1, "n1", "n3"),
                suspicion(BEGIN + 9_000, "n2", "n3"),
                suspicion(BEGIN + 1, "n1", "n2"));
        assertThat(result.falseSuspicions()).isEqualTo(2);
        assertThat(result.mistakes()).isEqualTo(2);
    }

    @Test
    void ofOneThatStandsStillItIsAMistakeAndFalseOnlyBeforeAndAfter() {
        // The pause is explanation enough until a time-out after its end: 1,000 + 500 + 150 + 750 ms.
        VigilResult result = result(
                Mishap.PAUSE,
                Duration.ofMillis(500),
                suspicion(BEGIN - 1, "n1", "n3"),
                suspicion(BEGIN + 1, "n1", "n3"),
                suspicion(BEGIN + 1_400, "n2", "n3"),
                suspicion(BEGIN + 1_401, "n2", "n3"),
                suspicion(BEGIN + 1, "n3", "n1"));
        assertThat(result.falseSuspicions()).isEqualTo(3);
        assertThat(result.mistakes()).isEqualTo(5);
    }

    @Test
    void oneThatIsCutOffHasReasonsToo() {
        VigilResult result = result(
                Mishap.PARTITION,
                Duration.ofMillis(500),
                suspicion(BEGIN + 1, "n1", "n3"),
                suspicion(BEGIN + 1, "n3", "n1"),
                suspicion(BEGIN + 1, "n1", "n2"));
        assertThat(result.falseSuspicions()).isEqualTo(1);
        assertThat(result.mistakes()).isEqualTo(3);
    }
}
