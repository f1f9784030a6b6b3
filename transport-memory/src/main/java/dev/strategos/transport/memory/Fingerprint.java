package dev.strategos.transport.memory;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A digest of a state, built piece by piece, by which an exploration knows that it has been there: two states of equal digest are taken
 * for the same.
 *
 * <p>128 bits of two independent mixers. Among a million states a collision has a chance below 10⁻²⁶ if the states are not chosen by an
 * adversary. Not thread-safe.
 *
 * <pre>{@code
 * digest.add(ballot).add(promised).add(value);
 * }</pre>
 */
public final class Fingerprint {

    private long high = 0x9e3779b97f4a7c15L;
    private long low = 0xc2b2ae3d27d4eb4fL;

    /** An empty one. */
    public Fingerprint() {}

    /**
     * Adds a number.
     *
     * @param value the number
     * @return this
     */
    public Fingerprint add(long value) {
        high = mix((high ^ value) * 0xff51afd7ed558ccdL);
        low = mix(Long.rotateLeft(low, 29) + value * 0x9fb21c651e98df25L);
        return this;
    }

    /**
     * Adds a text, or that there is none.
     *
     * @param value the text
     * @return this
     */
    public Fingerprint add(@Nullable CharSequence value) {
        if (value == null) {
            return add(-1);
        }
        add(value.length());
        for (int i = 0; i < value.length(); i++) {
            add(value.charAt(i));
        }
        return this;
    }

    /**
     * Adds bytes, or that there are none.
     *
     * @param value from its position to its limit; unchanged
     * @return this
     */
    public Fingerprint add(@Nullable ByteBuffer value) {
        if (value == null) {
            return add(-1);
        }
        add(value.remaining());
        for (int i = value.position(); i < value.limit(); i++) {
            add(value.get(i));
        }
        return this;
    }

    /**
     * Adds things that say who they are in words, in their order.
     *
     * @param values the things, whose {@code toString} tells all that matters
     * @return this
     */
    public Fingerprint addAll(Iterable<?> values) {
        long count = 0;
        for (Object value : values) {
            add(String.valueOf(value));
            count++;
        }
        return add(count);
    }

    /**
     * Adds another digest.
     *
     * @param other unchanged
     * @return this
     */
    public Fingerprint add(Fingerprint other) {
        return add(other.high).add(other.low);
    }

    /** Adds another digest as a member of a set in which the order does not matter. */
    void addUnordered(Fingerprint other) {
        high += mix(other.high);
        low += mix(other.low);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 29);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint digest && digest.high == high && digest.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }
}
