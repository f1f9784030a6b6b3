package dev.strategos.byzantine;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import java.util.List;
import java.util.Objects;

/**
 * What all generals have configured alike: who they are, what is decided about, and what is decided where there is no majority.
 *
 * <pre>{@code
 * var config = GroupConfig.of(Group.named("alice", "bob", "carol", "dave"), Codec.utf8(), "retreat");
 * }</pre>
 *
 * <p>A hash of it, with the algorithm and its m, stands in every message and under every signature; generals whose configurations
 * differ do not hear each other, instead of deciding differently.
 *
 * <p>What is signed for one purpose counts for every other protocol of the same name under an equal configuration: where a group signs on
 * several channels, each has a {@linkplain #withPurpose purpose} of its own.
 *
 * <p>Values are compared by their encoded bytes: the codec has to encode equal values alike, and to decode the same bytes alike at
 * every general.
 *
 * <p>Immutable, for any thread.
 *
 * @param group the generals, in the order that all of them know; at least two
 * @param codec encodes values
 * @param defaultValue what counts where a message is missing and where there is no majority: the paper's "retreat"
 * @param maxValueBytes the longest encoded value; at least 1
 * @param purpose what the values are about; any text, empty where there is one purpose only
 * @param <V> the values
 */
public record GroupConfig<V>(Group group, Codec<V> codec, V defaultValue, int maxValueBytes, String purpose) {

    private static final int DEFAULT_MAX_VALUE_BYTES = 256;
    private static final int MOST_GENERALS = 65_535;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of range, or the default value does not encode within the limit
     */
    public GroupConfig {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(purpose, "purpose");
        if (group.size() < 2 || group.size() > MOST_GENERALS) {
            throw new IllegalArgumentException(
                    "group: must have 2 to " + MOST_GENERALS + " generals, but has " + group.size());
        }
        if (maxValueBytes < 1) {
            throw new IllegalArgumentException("maxValueBytes: must be at least 1, but was " + maxValueBytes);
        }
        encode(codec, defaultValue, maxValueBytes, "defaultValue");
    }

    /**
     * A configuration for values of up to 256 bytes.
     *
     * @param group the generals, in the order that all of them know; at least two
     * @param codec encodes values
     * @param defaultValue what counts where a message is missing and where there is no majority
     * @param <V> the values
     * @return the configuration
     * @throws IllegalArgumentException if the group is too small, or the default value does not encode within the limit
     */
    public static <V> GroupConfig<V> of(Group group, Codec<V> codec, V defaultValue) {
        return new GroupConfig<>(group, codec, defaultValue, DEFAULT_MAX_VALUE_BYTES, "");
    }

    /**
     * The same configuration with another limit. It bounds what a traitor can make a general hold and relay.
     *
     * @param maxValueBytes the longest encoded value; at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is less than 1, or the default value is longer
     */
    public GroupConfig<V> withMaxValueBytes(int maxValueBytes) {
        return new GroupConfig<>(group, codec, defaultValue, maxValueBytes, purpose);
    }

    /**
     * The same configuration for another purpose: what is signed or certified under one means nothing under another.
     *
     * @param purpose what the values are about, such as the channel's name; any text
     * @return the changed copy
     */
    public GroupConfig<V> withPurpose(String purpose) {
        return new GroupConfig<>(group, codec, defaultValue, maxValueBytes, purpose);
    }

    /**
     * The value's bytes, as they stand in messages and by which values are compared.
     *
     * @param value any
     * @return at most {@code maxValueBytes}
     * @throws IllegalArgumentException if it encodes to more
     */
    public Bytes encode(V value) {
        return encode(value, "value");
    }

    /**
     * The hash of all that generals of an unsigned protocol have configured alike; its head stands in every message.
     *
     * @param protocol the protocol with its f, such as {@code BRB(1)}
     * @return 32 bytes
     */
    public Bytes hash(String protocol) {
        return GroupHash.of(protocol, this, null);
    }

    /**
     * The hash of all that generals of a signed protocol have configured alike, the public keys among it; every signature binds it.
     *
     * @param protocol the protocol with its f, such as {@code SM(1)}
     * @param verifier the public keys of all generals
     * @return 32 bytes
     */
    public Bytes hash(String protocol, Verifier verifier) {
        return GroupHash.of(protocol, this, verifier);
    }

    /** The value's bytes, within the limit. */
    Bytes encode(V value, String what) {
        return encode(codec, value, maxValueBytes, what);
    }

    /** The distinct values' bytes, for a liar to choose from. */
    List<Bytes> alphabet(List<V> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("alphabet: must have at least one value");
        }
        return values.stream()
                .map(value -> encode(value, "alphabet"))
                .distinct()
                .toList();
    }

    private static <V> Bytes encode(Codec<V> codec, V value, int limit, String what) {
        Bytes bytes = Bytes.of(codec.encode(value));
        if (bytes.length() > limit) {
            throw new IllegalArgumentException(
                    what + ": must encode to at most " + limit + " bytes (maxValueBytes), but has " + bytes.length());
        }
        return bytes;
    }
}
