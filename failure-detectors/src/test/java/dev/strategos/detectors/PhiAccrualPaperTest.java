package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** φ against the normal tail in high precision. */
class PhiAccrualPaperTest {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal ROOT_2_PI = root2Pi(new MathContext(800));

    /** Q(y) for y ≥ 0, by a series of positive terms that is cut only where the digits end: 1 − Φ with digits to spare. */
    private static BigDecimal upperTail(double y) {
        MathContext digits = new MathContext(40 + (int) (y * y / 2));
        BigDecimal x = new BigDecimal(y);
        BigDecimal square = x.multiply(x, digits);
        BigDecimal term = x;
        BigDecimal sum = x;
        BigDecimal least = BigDecimal.ONE.movePointLeft(digits.getPrecision() + 20);
        for (int k = 3; term.compareTo(least) > 0; k += 2) {
            term = term.multiply(square, digits).divide(BigDecimal.valueOf(k), digits);
            sum = sum.add(term, digits);
        }
        BigDecimal density = exp(square.divide(TWO, digits).negate(), digits).divide(ROOT_2_PI, digits);
        return new BigDecimal("0.5").subtract(density.multiply(sum, digits), digits);
    }

    /** e^x by halving x until it is small. */
    private static BigDecimal exp(BigDecimal x, MathContext digits) {
        int halvings = 0;
        BigDecimal small = x;
        while (small.abs().compareTo(new BigDecimal("0.01")) > 0) {
            small = small.divide(TWO, digits);
            halvings++;
        }
        MathContext more = new MathContext(digits.getPrecision() + halvings + 10);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal least = BigDecimal.ONE.movePointLeft(more.getPrecision());
        for (int k = 1; term.abs().compareTo(least) > 0; k++) {
            term = term.multiply(small, more).divide(BigDecimal.valueOf(k), more);
            sum = sum.add(term, more);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, more);
        }
        return sum;
    }

    /** √(2π), with π after Machin. */
    private static BigDecimal root2Pi(MathContext digits) {
        MathContext more = new MathContext(digits.getPrecision() + 10);
        BigDecimal pi = arctanInverse(5, more)
                .multiply(BigDecimal.valueOf(16))
                .subtract(arctanInverse(239, more).multiply(BigDecimal.valueOf(4)), more);
        return pi.multiply(TWO).sqrt(digits);
    }

    private static BigDecimal arctanInverse(int n, MathContext digits) {
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), digits);
        BigDecimal square = BigDecimal.valueOf((long) n * n);
        BigDecimal sum = power;
        for (int k = 3; power.precision() - power.scale() > -digits.getPrecision() - 5; k += 2) {
            power = power.divide(square, digits).negate();
            sum = sum.add(power.divide(BigDecimal.valueOf(k), digits), digits);
        }
        return sum;
    }

    /** −log₁₀, to the digits of a double. */
    private static double minusLog10(BigDecimal q) {
        BigDecimal missing = BigDecimal.ONE.subtract(q, DIGITS);
        if (missing.compareTo(new BigDecimal("0.25")) < 0) {
            return -StrictMath.log1p(-missing.doubleValue()) / StrictMath.log(10);
        }
        int exponent = q.precision() - q.scale() - 1;
        return -exponent - StrictMath.log10(q.movePointLeft(exponent).doubleValue());
    }

    private static double reference(double y) {
        return minusLog10(y >= 0 ? upperTail(y) : BigDecimal.ONE.subtract(upperTail(-y)));
    }

    @Test
    void phiIsExactWithinARelativeErrorOfABillionth() {
        for (double y = -8; y <= 37; y += 0.71875) {
            double expected = reference(y);
            assertThat(PhiAccrual.phi(y)).as("φ(%s)", y).isCloseTo(expected, within(expected * 1e-9));
        }
        for (double y : new double[] {-8, 0, 1.999, 2, 2.001, 11.999, 12, 12.001, 36.99, 37}) {
            double expected = reference(y);
            assertThat(PhiAccrual.phi(y)).as("φ(%s)", y).isCloseTo(expected, within(expected * 1e-9));
        }
    }

    @Test
    void theTailThatTheLogisticApproximationMisses() {
        assertThat(PhiAccrual.phi(5)).isCloseTo(6.54, within(0.005));
        assertThat(PhiAccrual.phi(10)).isCloseTo(23.1, within(0.05));
        assertThat(PhiAccrual.phi(22)).isFinite();
    }

    @Test
    void phiGrowsStrictlyOnAGridOfAThousandth() {
        double before = PhiAccrual.phi(-8.001);
        for (int i = -8_000; i <= 100_000; i++) {
            double phi = PhiAccrual.phi(i / 1000.0);
            assertThat(phi).as("φ(%s)", i / 1000.0).isGreaterThan(before);
            before = phi;
        }
    }

    @Test
    void phiIsFiniteAndGrowsUpToAMillion() {
        double before = 0;
        for (double y = 1; y <= 1e6; y *= 1.01) {
            double phi = PhiAccrual.phi(y);
            assertThat(phi).as("φ(%s)", y).isFinite().isGreaterThan(before);
            before = phi;
        }
        assertThat(PhiAccrual.phi(1e6)).isFinite();
        assertThat(PhiAccrual.phi(-1e6)).isZero();
    }

    @Test
    void theThresholdIsReachedWhereTheDeadlineSays() {
        for (double threshold : new double[] {0.01, 0.301, 1, 3, 8, 12, 100, 1000}) {
            double y = NormalTail.deviationsAt(threshold);
            assertThat(PhiAccrual.phi(y)).isGreaterThanOrEqualTo(threshold);
            assertThat(PhiAccrual.phi(y - 1e-6)).isLessThan(threshold);
        }
    }

    @Test
    void theEstimatorSuspectsAtTheThreshold() {
        Estimator estimator = PhiAccrual.of(8).begin(Duration.ofSeconds(1));
        assertThat(estimator.level(0)).isEmpty();
        for (int i = 0; i < 1000; i++) {
            estimator.onHeartbeat(i, i * 1_000_000_000L + (i % 2) * 200_000_000L, 1_000_000_000L);
        }
        long deadline = estimator.deadline();
        assertThat(estimator.level(deadline + 1000).orElseThrow()).isGreaterThanOrEqualTo(8);
        assertThat(estimator.level(deadline - 1000).orElseThrow()).isLessThan(8);
        // Gaps of 1.2 s and 0.8 s: deviation 0.2 s, and φ = 8 at 5.612 deviations.
        assertThat((deadline - 999_200_000_000L) / 1e9).isCloseTo(1 + 5.612 * 0.2, within(0.01));
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> PhiAccrual.of(0)).hasMessageContaining("threshold");
        assertThatThrownBy(() -> new PhiAccrual(8, Duration.ZERO, 10)).hasMessageContaining("minDeviation");
        assertThatThrownBy(() -> new PhiAccrual(8, Duration.ofMillis(1), 1)).hasMessageContaining("window");
    }
}
