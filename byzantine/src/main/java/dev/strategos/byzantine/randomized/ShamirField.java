package dev.strategos.byzantine.randomized;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Sharing secrets after Shamir, "How to Share a Secret", CACM 22(11), 1979: a polynomial of degree f over the numbers modulo 2⁶¹−1, whose
 * value at 0 is the secret. Any f+1 of its values give the secret, any f nothing.
 */
final class ShamirField {

    /** 2⁶¹−1, a prime. */
    static final long PRIME = (1L << 61) - 1;

    private static final int BITS = 61;

    private ShamirField() {}

    /** A polynomial that nobody knows. */
    static long[] polynomial(int degree, RandomGenerator random) {
        long[] coefficients = new long[degree + 1];
        for (int i = 0; i <= degree; i++) {
            coefficients[i] = random.nextLong(PRIME);
        }
        return coefficients;
    }

    static long valueAt(long[] coefficients, long x) {
        long value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = add(multiply(value, x), coefficients[i]);
        }
        return value;
    }

    /** The value at 0 of the one polynomial, of a degree below the number of points, that goes through them all (Lagrange). */
    static long valueAtZero(Map<Long, Long> points) {
        long secret = 0;
        for (Map.Entry<Long, Long> point : points.entrySet()) {
            long numerator = 1;
            long denominator = 1;
            for (long other : points.keySet()) {
                if (other != point.getKey()) {
                    numerator = multiply(numerator, other);
                    denominator = multiply(denominator, add(other, PRIME - point.getKey()));
                }
            }
            secret = add(secret, multiply(point.getValue(), multiply(numerator, inverse(denominator))));
        }
        return secret;
    }

    private static long add(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long folded = (low & PRIME) + ((low >>> BITS) | (high << (Long.SIZE - BITS)));
        return folded >= PRIME ? folded - PRIME : folded;
    }

    /** By Fermat's little theorem. */
    private static long inverse(long a) {
        long result = 1;
        long power = a;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = multiply(result, power);
            }
            power = multiply(power, power);
        }
        return result;
    }
}
