package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import dev.strategos.transport.netty.wire.Preamble;
import dev.strategos.transport.netty.wire.PreambleException;
import dev.strategos.transport.netty.wire.RefusalCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a greeting is not accepted: what is reported here, and what the other end is told.
 *
 * @param fault what is reported; null where nobody did wrong
 * @param code what the other end is told, for the program
 * @param text what the other end is told, for a person
 */
record Objection(@Nullable Fault fault, RefusalCode code, String text) {

    /** To bytes that are no greeting. */
    static Objection to(PreambleException wrong, @Nullable NodeId who, String at) {
        String text = Objects.requireNonNullElse(wrong.getMessage(), "");
        String seen = at + " " + text;
        Fault fault = switch (wrong.code()) {
            case NO_TLS_HERE -> IdentityRefusal.TLS_PEER.fault(who, seen);
            case OTHER_VERSION -> IdentityRefusal.OTHER_VERSION.fault(who, seen);
            default -> new Fault(who, Fault.Kind.MALFORMED_MESSAGE, seen);
        };
        return new Objection(fault, wrong.code(), text);
    }

    /**
     * To what a greeting says, before it is asked which connection lives.
     *
     * @param dialled whom this node dialled, or null if it was dialled
     * @param security what is proven of the other end, or null over plain TCP
     * @return null if there is none
     */
    static @Nullable Objection to(
            Preamble.Greeting greeting,
            NodeContext node,
            Cluster cluster,
            @Nullable Remote dialled,
            @Nullable Security security,
            String at) {
        NodeId self = node.self().id();
        NodeId from = greeting.from();
        if (greeting.answer() != (dialled != null)) {
            return new Objection(
                    new Fault(from, Fault.Kind.PROTOCOL_VIOLATION, at + " greeted in the wrong direction"),
                    RefusalCode.MALFORMED,
                    "a greeting in the wrong direction");
        }
        String ours = node.config().cluster();
        if (!greeting.cluster().equals(ours)) {
            return new Objection(
                    IdentityRefusal.OTHER_CLUSTER.fault(
                            from, at + " is of cluster '" + greeting.cluster() + "', not '" + ours + "'"),
                    RefusalCode.OTHER_CLUSTER,
                    "this is cluster '" + ours + "'");
        }
        NodeId expected = dialled == null ? from : dialled.id();
        if (!greeting.to().equals(self) || !expected.equals(from)) {
            String seen = at + " is '" + from + "' and looks for '" + greeting.to() + "'"
                    + (dialled == null ? "" : ", but was dialled as '" + expected + "'");
            return new Objection(
                    IdentityRefusal.OTHER_ID.fault(from, seen), RefusalCode.OTHER_ID, "this is '" + self + "'");
        }
        if (cluster.remote(from) == null) {
            return new Objection(
                    IdentityRefusal.UNKNOWN_NODE.fault(from, at + " is '" + from + "', which is not another member"),
                    RefusalCode.UNKNOWN_NODE,
                    "not another member of this group");
        }
        String mismatch = security == null ? null : security.mismatch(from);
        if (mismatch != null) {
            return new Objection(
                    IdentityRefusal.OTHER_ID.fault(from, at + ": " + mismatch),
                    RefusalCode.OTHER_ID,
                    "the certificate names another node");
        }
        return null;
    }

    /** To a life that a later one has followed. */
    static Objection toStale(Preamble.Greeting greeting, Remote sender, String at) {
        return new Objection(
                new Fault(
                        sender.id(),
                        Fault.Kind.STALE_INCARNATION,
                        at + " is incarnation " + greeting.incarnation() + ", but " + sender.seen() + " has been seen"),
                RefusalCode.STALE_INCARNATION,
                sender.seen() + " has been seen");
    }

    /** To a connection where another one lives. */
    static Objection toRedundant() {
        return new Objection(null, RefusalCode.REDUNDANT, "another connection lives");
    }
}
