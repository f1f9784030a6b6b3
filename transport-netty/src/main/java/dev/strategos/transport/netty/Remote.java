package dev.strategos.transport.netty;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.transport.netty.wire.Frames;
import dev.strategos.transport.netty.wire.Preamble;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one peer: which connection with it lives, which lives of it have been seen, and who waits for room.
 *
 * <p>Both ends dial. Which of two connections lives is settled so that both ends settle it alike, whatever the order in which they
 * see things (docs/wire-format.md, "One connection"):
 *
 * <ul>
 *   <li>a greeting must be newer than all that have been seen of its sender: a higher incarnation, or the same life with a higher
 *       stamp. A newer one replaces the live connection, as its sender has lost that one, whether or not this end has noticed;
 *   <li>while the lower id's hello is under way, it turns away the higher id's; the higher id gives up its own for the lower's.
 * </ul>
 *
 * <p>For the loop's thread only.
 */
final class Remote {

    enum Verdict {
        WELCOME,
        REDUNDANT,
        STALE
    }

    private final NodeContext node;
    private final NodeId id;
    private final Wires wires;
    private final Dialler dialler;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final long lowWater;
    private @Nullable Connection live;
    private @Nullable Incarnation seen;
    private long seenLife;
    private long seenStamp;
    private boolean full;
    private boolean wakeSet;

    Remote(NodeContext node, NodeId id, Cluster cluster) {
        this.node = node;
        this.id = id;
        this.wires = cluster.wires();
        this.dialler = new Dialler(node, cluster, this);
        Limits limits = node.config().limits();
        // Low enough for the longest frame, and low enough that those who wait do not come back for every frame.
        this.lowWater =
                Math.min(limits.outboundBytes() / 2, limits.outboundBytes() - limits.frameBytes() - Frames.HEADER);
    }

    NodeId id() {
        return id;
    }

    @Nullable
    Connection live() {
        return live;
    }

    Dialler dialler() {
        return dialler;
    }

    /** The highest incarnation that has greeted. */
    @Nullable
    Incarnation seen() {
        return seen;
    }

    Verdict judge(Preamble.Greeting greeting, Connection from) {
        if (seen != null) {
            int order = greeting.incarnation().compareTo(seen);
            if (order < 0 || (order == 0 && greeting.life() != seenLife)) {
                return Verdict.STALE;
            }
            if (order == 0 && greeting.stamp() <= seenStamp) {
                return Verdict.REDUNDANT;
            }
        }
        Connection own = dialler.attempt();
        if (own != null && own != from && own.isGreeted() && node.self().id().compareTo(id) < 0) {
            return Verdict.REDUNDANT;
        }
        seen = greeting.incarnation();
        seenLife = greeting.life();
        seenStamp = greeting.stamp();
        return Verdict.WELCOME;
    }

    /** This connection is the one that lives from now on. */
    void opened(Connection connection) {
        dialler.connected(connection);
        Connection old = live;
        if (old != null) {
            live = null;
            old.end();
            wires.down(old.peer());
        }
        live = connection;
        wires.up(connection.peer());
        wake();
    }

    /** A connection that was open has ended. */
    void lost(Connection connection) {
        if (live == connection) {
            live = null;
            wires.down(connection.peer());
            wake();
            dialler.redial();
        }
    }

    void attemptFailed(Connection connection) {
        dialler.failed(connection);
    }

    /** A claim found no room. */
    void refused() {
        full = true;
    }

    /** Bytes have gone out. */
    void onDrained() {
        if (full && live != null && live.outbound().pending() <= lowWater) {
            wake();
        }
    }

    void whenReady(Runnable action) {
        waiting.add(action);
        if (!full) {
            wake();
        }
    }

    private void wake() {
        full = false;
        if (!waiting.isEmpty() && !wakeSet) {
            wakeSet = true;
            node.loop().submit(this::runWaiting);
        }
    }

    private void runWaiting() {
        wakeSet = false;
        // Those who come back while this runs wait for the next time; so do the rest, once the room is used up.
        for (int count = waiting.size(); count > 0 && !full; count--) {
            node.guarded("a whenReady action", waiting.remove());
        }
        if (!full && !waiting.isEmpty()) {
            wake();
        }
    }

    /** The peer that is up, if there is one. */
    @Nullable
    Peer up() {
        return live == null ? null : live.peer();
    }
}
