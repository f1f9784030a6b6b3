package dev.strategos.transport.netty.wire;

import org.jspecify.annotations.Nullable;

/** Why a greeting was refused, as it crosses the wire. */
public enum RefusalCode {
    /** Another connection between the same two nodes goes on or is about to. Not an error. */
    REDUNDANT(1),
    /** The bytes are no greeting. */
    MALFORMED(2),
    /** A protocol version not spoken here. */
    OTHER_VERSION(3),
    /** Another cluster. */
    OTHER_CLUSTER(4),
    /** The sender is not of the group. */
    UNKNOWN_NODE(5),
    /** Another node is meant, or the certificate names another one than the greeting. */
    OTHER_ID(6),
    /** A later life of the same node has been seen. */
    STALE_INCARNATION(7),
    /** TLS on a port without. */
    NO_TLS_HERE(8);

    private final int code;

    RefusalCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable RefusalCode of(int code) {
        for (RefusalCode candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        return null;
    }
}
