package dev.strategos.core;

import java.util.Objects;

/**
 * The name of a node: a lower-case DNS name such as {@code alice} or {@code n1.cluster.example}.
 *
 * <p>It is the same at every node, for as long as the cluster lives; a restart does not change it (that is what the
 * {@link Incarnation} is for). Under TLS it equals a dNSName of the node's certificate byte for byte.
 *
 * <p>Immutable, for any thread.
 *
 * @param name labels of {@code a-z}, {@code 0-9} and inner hyphens, each of 1 to 63 characters, joined by dots; 253
 *     characters at most
 */
public record NodeId(String name) implements Comparable<NodeId> {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not a lower-case DNS name
     */
    public NodeId {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "name: must have 1 to " + MAX_LENGTH + " characters, has " + name.length() + ": '" + name + "'");
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                checkLabel(name, labelStart, i);
                labelStart = i + 1;
            }
        }
    }

    /**
     * The node of this name.
     *
     * @param name a lower-case DNS name
     * @return its id
     * @throws IllegalArgumentException if the name is not a lower-case DNS name
     */
    public static NodeId of(String name) {
        return new NodeId(name);
    }

    private static void checkLabel(String name, int start, int end) {
        boolean good =
                end > start && end - start <= MAX_LABEL && name.charAt(start) != '-' && name.charAt(end - 1) != '-';
        for (int i = start; good && i < end; i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        if (!good) {
            throw new IllegalArgumentException(
                    "name: must be a lower-case DNS name (labels of a-z, 0-9 and inner '-', 1 to " + MAX_LABEL
                            + " characters each), but was '" + name + "'");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    /** The bare name. */
    @Override
    public String toString() {
        return name;
    }
}
