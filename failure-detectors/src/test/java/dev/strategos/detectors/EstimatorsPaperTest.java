package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The formulas of Chen, Bertier and Welford, against the plain sums of the papers. */
class EstimatorsPaperTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    @Test
    void chensExpectedArrivalIsThatOfThePaper() {
        SplittableRandom random = new SplittableRandom(1);
        Estimator chen = new ChenTimeout(Duration.ofMillis(300), 100).begin(Duration.ofSeconds(1));
        double sum = 0;
        int heard = 0;
        for (int slot = 1; slot <= 120 && heard < 100; slot++) {
            if (random.nextDouble() < 0.1) {
                continue; // a heartbeat is lost; slots go on
            }
            heard++;
            // The receiver's clock is a day ahead of the sender's.
            long arrival = 86_400 * SECOND + slot * SECOND + random.nextLong(50 * MILLI);
            sum += arrival - slot * (double) SECOND;
            chen.onHeartbeat(slot * SECOND, arrival, SECOND);
            double expected = sum / heard + (slot + 1) * (double) SECOND;
            assertThat((double) chen.deadline())
                    .as("after slot %s", slot)
                    .isCloseTo(expected + 300 * MILLI, within(50.0));
        }
        assertThat(heard).isEqualTo(100);
    }

    @Test
    void chenForgetsWhatIsOlderThanItsWindow() {
        Estimator chen = new ChenTimeout(Duration.ZERO, 10).begin(Duration.ofSeconds(1));
        for (int slot = 1; slot <= 100; slot++) {
            chen.onHeartbeat(slot * SECOND, slot * SECOND + (slot <= 50 ? 10 : 200) * MILLI, SECOND);
        }
        assertThat(chen.deadline()).isBetween(101 * SECOND + 198 * MILLI, 101 * SECOND + 200 * MILLI);
    }

    @Test
    void chenStartsAnewAfterASendersClockJumped() {
        Estimator chen = new ChenTimeout(Duration.ofMillis(100), 100).begin(Duration.ofSeconds(1));
        for (int slot = 1; slot <= 50; slot++) {
            chen.onHeartbeat(slot * SECOND, slot * SECOND, SECOND);
        }
        chen.onHeartbeat(3_600 * SECOND, 51 * SECOND, SECOND);
        assertThat(chen.deadline()).isEqualTo(52 * SECOND + 100 * MILLI);
    }

    @Test
    void bertiersMarginIsThatOfThePaper() {
        SplittableRandom random = new SplittableRandom(2);
        BertierEstimator bertier = (BertierEstimator) BertierTimeout.defaults().begin(Duration.ofSeconds(1));
        double delay = 0;
        double var = SECOND / 16.0;
        double sum = 0;
        for (int slot = 1; slot <= 100; slot++) {
            long arrival = slot * SECOND + random.nextLong(100 * MILLI);
            if (slot > 1) {
                double error = arrival - (sum / (slot - 1) + slot * (double) SECOND) - delay;
                delay += 0.1 * error;
                var += 0.1 * (Math.abs(error) - var);
            }
            sum += arrival - slot * (double) SECOND;
            bertier.onHeartbeat(slot * SECOND, arrival, SECOND);
            double alpha = Math.max(0, delay + 4 * var);
            assertThat((double) bertier.alpha()).as("α after slot %s", slot).isCloseTo(alpha, within(50.0));
            assertThat((double) bertier.deadline())
                    .isCloseTo(sum / slot + (slot + 1) * (double) SECOND + alpha, within(100.0));
        }
    }

    @Test
    void chandraAndTouegsTimeoutGrowsWithEachMistakeAndAFixedOneDoesNot() {
        Estimator growing =
                new GrowingTimeout(Duration.ofSeconds(2), Duration.ofSeconds(1)).begin(Duration.ofSeconds(1));
        Estimator fixed = new FixedTimeout(Duration.ofSeconds(2)).begin(Duration.ofSeconds(1));
        growing.onHeartbeat(0, 10 * SECOND, SECOND);
        fixed.onHeartbeat(0, 10 * SECOND, SECOND);
        for (int mistakes = 0; mistakes < 5; mistakes++) {
            assertThat(growing.deadline()).isEqualTo((12 + mistakes) * SECOND);
            assertThat(fixed.deadline()).isEqualTo(12 * SECOND);
            growing.onMistake();
            fixed.onMistake();
        }
    }

    @Test
    void atAGapOfThirtySecondsEvery300BeatsChandraAndTouegErr29TimesAndTheOthersForEver() {
        int gaps = 100;
        Duration timeout = Duration.ofMillis(1_500);
        assertThat(mistakesAtGaps(new GrowingTimeout(timeout, Duration.ofSeconds(1)), gaps))
                .isEqualTo(29);
        for (Estimation estimation : new Estimation[] {
            new FixedTimeout(timeout),
            ChenTimeout.of(Duration.ofMillis(500)),
            BertierTimeout.defaults(),
            PhiAccrual.of(8)
        }) {
            assertThat(mistakesAtGaps(estimation, gaps)).as("%s", estimation).isEqualTo(gaps);
        }
    }

    /** One heartbeat in a second, and after each 300 of them none for 30 seconds. */
    private static int mistakesAtGaps(Estimation estimation, int gaps) {
        Estimator estimator = estimation.begin(Duration.ofSeconds(1));
        int mistakes = 0;
        long slot = 0;
        for (int beat = 0; beat <= 300 * gaps; beat++) {
            slot += beat > 0 && beat % 300 == 0 ? 30 : 1;
            if (beat > 0 && slot * SECOND > estimator.deadline()) {
                mistakes++;
                estimator.onMistake();
            }
            estimator.onHeartbeat(slot * SECOND, slot * SECOND, SECOND);
        }
        return mistakes;
    }

    @Test
    void welfordKeepsItsDigitsFarFromZero() {
        Moments moments = new Moments(1_000_000);
        // The variance of 0, 1, 2 at an offset where the squares would have lost every digit.
        for (int i = 0; i < 300_000; i++) {
            moments.add(1e15 + i % 3);
        }
        assertThat(moments.mean() - 1e15).isCloseTo(1, within(0.2));
        assertThat(moments.variance()).isCloseTo(2.0 / 3, within(0.1));
        Moments plain = new Moments(1_000);
        for (double x : new double[] {4, 7, 13, 16}) {
            plain.add(x);
        }
        assertThat(plain.mean()).isEqualTo(10);
        assertThat(plain.variance()).isCloseTo(22.5, within(1e-12));
    }

    @Test
    void oneLongOutageIsCutToSizeInEachEstimator() {
        for (Estimation estimation : new Estimation[] {
            ChenTimeout.of(Duration.ofMillis(250)), BertierTimeout.defaults(), PhiAccrual.of(8),
        }) {
            Estimator estimator = estimation.begin(Duration.ofSeconds(1));
            SplittableRandom random = new SplittableRandom(3);
            long longestBefore = 0;
            for (int slot = 1; slot <= 300; slot++) {
                long arrival = slot * SECOND + random.nextLong(20 * MILLI);
                estimator.onHeartbeat(slot * SECOND, arrival, SECOND);
                if (slot > 100) {
                    longestBefore = Math.max(longestBefore, estimator.deadline() - arrival);
                }
            }
            for (int slot = 600; slot <= 602; slot++) {
                estimator.onHeartbeat(slot * SECOND, slot * SECOND, SECOND);
            }
            assertThat(estimator.deadline() - 602 * SECOND)
                    .as("patience of %s after five minutes of outage", estimation)
                    .isLessThan(2 * longestBefore);
        }
    }

    @Test
    void anotherSignOfLifeAllowsAnIntervalOfSilence() {
        for (Estimation estimation : new Estimation[] {
            ChenTimeout.of(Duration.ofMillis(250)), BertierTimeout.defaults(), PhiAccrual.of(8),
        }) {
            Estimator estimator = estimation.begin(Duration.ofSeconds(1));
            for (int slot = 1; slot <= 50; slot++) {
                estimator.onHeartbeat(slot * SECOND, slot * SECOND, SECOND);
            }
            estimator.onSignOfLife(50 * SECOND + 700 * MILLI);
            assertThat(estimator.deadline())
                    .as("%s", estimation)
                    .isBetween(51 * SECOND + 700 * MILLI, 52 * SECOND + 700 * MILLI);
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new ChenTimeout(Duration.ofMillis(-1), 10)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new ChenTimeout(Duration.ZERO, 0)).hasMessageContaining("window");
        assertThatThrownBy(() -> new BertierTimeout(0, 1, 4, 10)).hasMessageContaining("gamma");
        assertThatThrownBy(() -> new BertierTimeout(.1, -1, 4, 10)).hasMessageContaining("beta");
        assertThatThrownBy(() -> new BertierTimeout(.1, 1, Double.NaN, 10)).hasMessageContaining("phi");
        assertThatThrownBy(() -> new FixedTimeout(Duration.ZERO)).hasMessageContaining("timeout: must be above zero");
        assertThatThrownBy(() -> new GrowingTimeout(Duration.ofDays(31), Duration.ofSeconds(1)))
                .hasMessageContaining("initial");
    }
}
