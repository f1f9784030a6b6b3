package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import dev.strategos.core.Undetermined;
import dev.strategos.core.WindowFullException;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A logged link: what was accepted survives the crash of either end and is delivered exactly once, in order, to a {@link Log} on the
 * receiver's storage (the logged perfect link of Cachin, Guerraoui, Rodrigues, Module 2.4, with FIFO order).
 *
 * <p><b>Assumes</b> a {@link FifoLink} below, nodes that recover with what their storage had synced, and that both ends are up together
 * often enough. <b>Promises</b>: a message is accepted when its completion says {@link SyncResult.Durable}; every message accepted is
 * appended to the receiver's log, once, and messages of one sender in the order of offers; nothing else is. That holds across crashes of
 * either end at any instant. Where storage was lost or rolled back, which it cannot make good, it says so at both ends as soon as they
 * meet, as a {@link Fault} and to the {@link StreamListener}, and goes on with a new stream; nothing is skipped silently.
 * <b>Does not promise</b> an order between senders, that what was offered and not yet accepted is or is not delivered, or that
 * the application's effects happen once: for that it stores them together with its position in the log. A sender's storage that is rolled
 * back to a point after the last message that reached the receiver cannot be told from one that never accepted more.
 *
 * <p>A sender keeps stream id, next sequence and every unacknowledged message on storage; a receiver commits a log entry and the
 * stream's watermark together, and acknowledges only then. Storage and memory per peer are bounded by {@link LoggedConfig}: a full
 * window refuses, a full log makes senders wait. All puts of a turn share one sync.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * LoggedLink link = LoggedLink.over(
 *         FifoLink.over(ReliableLink.over(FairLossLink.over(env.open("orders")), ReliableConfig.defaults())),
 *         env.storage(),
 *         LoggedConfig.defaults());
 * link.send(shop, order, result -> confirm(result));
 * link.log().onAppended(() -> process(link.log().read(position, 100)));
 * }</pre>
 */
public final class LoggedLink {

    static final String LAYER = "logged";

    private final FifoLink below;
    private final Environment environment;
    private final LoggedConfig config;
    private final PeerRelay peers;
    private final Log log;
    private final Map<NodeId, LoggedLane> lanes = new LinkedHashMap<>();
    private StreamListener streams = (sender, receiver, cause) -> {};

    private LoggedLink(FifoLink below, StableStorage storage, LoggedConfig config) {
        this.below = below;
        this.environment = below.environment();
        this.config = config;
        this.peers = new PeerRelay(environment);
        String keys = "strategos.logged/" + below.channel();
        GroupCommit commit = new GroupCommit(environment, storage);
        this.log = new Log(environment, commit, config, keys + "/log", this::roomMade);
        for (NodeId peer : environment.group().others(environment.self())) {
            lanes.put(peer, new LoggedLane(this, below, peer, config, commit, log, keys));
        }
    }

    /**
     * A logged link on a FIFO link. What its channel has on the storage goes on from there.
     *
     * @param below belongs to this link from now on
     * @param storage the node's own; keys that begin with {@code strategos.logged/} belong to such links
     * @param config its settings
     * @return the link
     */
    public static LoggedLink over(FifoLink below, StableStorage storage, LoggedConfig config) {
        below.environment().requireLoop("LoggedLink.over");
        LoggedLink link = new LoggedLink(
                below, Objects.requireNonNull(storage, "storage"), Objects.requireNonNull(config, "config"));
        below.onDeliver(link::arrived);
        below.onPeer(link.new PeerWatch());
        return link;
    }

    /**
     * What holds above this link.
     *
     * @return that of the link below
     */
    public SystemModel model() {
        return below.model();
    }

    /**
     * The longest message that this link takes.
     *
     * @return bytes
     */
    public int maxBytes() {
        return Math.min(below.maxBytes() - LoggedFrame.DATA_BYTES, config.windowBytes());
    }

    /**
     * Stores a message to be sent, if there is room for it.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @param accepted called once, on the loop, in the order of offers, unless this node ends first: durable means accepted; failed, that
     *     the storage is broken and the message may be lost
     * @return false if there is no room now; then nothing was stored and {@code accepted} is never called
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    public boolean offer(NodeId to, ByteBuffer message, Consumer<SyncResult> accepted) {
        environment.requireLoop("LoggedLink.offer");
        Objects.requireNonNull(accepted, "accepted");
        if (message.remaining() > maxBytes()) {
            throw new IllegalArgumentException(
                    "message: must have at most " + maxBytes() + " bytes, but had " + message.remaining());
        }
        return lane(to).offer(message, accepted);
    }

    /**
     * Stores a message to be sent, where the caller knows that there is room.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @param accepted as for {@link #offer}
     * @throws WindowFullException if there is no room now; then nothing was stored
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    public void send(NodeId to, ByteBuffer message, Consumer<SyncResult> accepted) {
        if (!offer(to, message, accepted)) {
            throw new WindowFullException(to);
        }
    }

    /**
     * Runs an action once there is room again after an {@code offer} was refused; soon, if there is room already.
     *
     * @param to a member of the group other than this node
     * @param action runs once, on the loop
     */
    public void whenReady(NodeId to, Runnable action) {
        environment.requireLoop("LoggedLink.whenReady");
        lane(to).whenReady(action);
    }

    /**
     * What is delivered to this node.
     *
     * @return the same log at every call
     */
    public Log log() {
        return log;
    }

    /**
     * Says who is told that storage was lost or rolled back. Set it in the turn that builds the link.
     *
     * @param listener takes the place of an earlier one
     */
    public void onNewStream(StreamListener listener) {
        environment.requireLoop("LoggedLink.onNewStream");
        streams = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Says who is told about peers that come, go, restart or are given up. Nothing is ever undetermined here.
     *
     * @param listener takes the place of an earlier one
     */
    public void onPeer(PeerListener listener) {
        peers.setAbove(listener);
    }

    /**
     * What went to and came from a peer since this link was built: {@code sent} counts what was accepted, {@code delivered} what was
     * appended, {@code inFlight} what is stored here and not acknowledged.
     *
     * @param peer a member of the group other than this node
     * @return a snapshot
     */
    public LinkStats stats(NodeId peer) {
        environment.requireLoop("LoggedLink.stats");
        return lane(peer).stats();
    }

    private LoggedLane lane(NodeId peer) {
        LoggedLane lane = lanes.get(peer);
        if (lane == null) {
            throw new IllegalArgumentException("peer: must be one of " + lanes.keySet() + ", but was '" + peer + "'");
        }
        return lane;
    }

    private void arrived(Peer from, ByteBuffer frame) {
        try {
            lane(from.id()).arrived(from, frame);
        } catch (MalformedMessageException e) {
            environment.report(new Fault(
                    from.id(),
                    Fault.Kind.MALFORMED_MESSAGE,
                    "LoggedLink on channel '" + below.channel() + "': " + e.getMessage()));
        }
    }

    private void roomMade() {
        lanes.values().forEach(LoggedLane::roomMade);
    }

    void streamBroken(NodeId sender, NodeId receiver, StreamBreak cause) {
        boolean senders = cause == StreamBreak.SENDER_LOST || cause == StreamBreak.SENDER_ROLLED_BACK;
        environment.report(new Fault(
                senders ? sender : receiver,
                Fault.Kind.STORAGE_LOST,
                "LoggedLink on channel '" + below.channel() + "' from " + sender + " to " + receiver + ": " + cause
                        + "; a new stream begins"));
        streams.onNewStream(sender, receiver, cause);
    }

    /** Hears from below when a session ended: what was under way in it is gone, and still on storage here. */
    private final class PeerWatch implements PeerListener {

        @Override
        public void onUp(Peer peer) {
            peers.onUp(peer);
        }

        @Override
        public void onDown(Peer peer) {
            peers.onDown(peer);
        }

        @Override
        public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
            lane(now.id()).newSession();
            peers.onRestarted(old, now, Undetermined.NONE);
        }

        @Override
        public void onGaveUp(NodeId peer, Undetermined undetermined) {
            lane(peer).newSession();
            peers.onGaveUp(peer, Undetermined.NONE);
        }
    }
}
