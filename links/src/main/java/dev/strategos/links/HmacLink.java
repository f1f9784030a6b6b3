package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated link: what is delivered was sent by the peer that it names, in the life that it names (Cachin, Guerraoui, Rodrigues,
 * section 2.4.7, "Authenticate and Filter"), by a message authentication code under a key that only the two share.
 *
 * <p><b>Assumes</b> nothing of the network, and that keys stay secret. <b>Promises</b> a fair-loss link of an arbitrary one, as far as
 * the adversary lets anything through: nothing is made up, changed, or taken from another channel, cluster, direction, life or session.
 * <b>Does not promise</b> confidentiality: everybody can read what is sent. Nor that a message arrives once: a replay within the
 * session is a duplicate, which a {@link ReliableLink} above drops.
 *
 * <p>HMAC-SHA256 (RFC 2104), cut to 128 bits (RFC 4868), over cluster, channel, sender, receiver, both incarnations, both nonces of the
 * session's handshake, a counter, and the message. A bad code is dropped and counted; codes are compared in constant time. Until the
 * handshake is through, messages are dropped, as a fair-loss link may. What the link below says of a peer's incarnation is not believed.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * HmacLink link = HmacLink.over(env.open("orders"), "market", PairKeys.of(secrets), new SecureRandom());
 * FifoLink orders = FifoLink.over(ReliableLink.over(link, ReliableConfig.defaults()));
 * }</pre>
 */
public final class HmacLink implements Stackable {

    static final String LAYER = "hmac";

    private final Stackable below;
    private final Environment environment;
    private final String cluster;
    private final PairKeys keys;
    private final RandomGenerator nonces;
    private final PeerRelay peers;
    private final Map<NodeId, HmacLane> lanes = new LinkedHashMap<>();
    private @Nullable Delivery handler;
    private @Nullable HmacLane claimed;

    private HmacLink(Stackable below, String cluster, PairKeys keys, RandomGenerator nonces) {
        this.below = below;
        this.environment = below.environment();
        this.cluster = cluster;
        this.keys = keys;
        this.nonces = nonces;
        this.peers = new PeerRelay(environment);
    }

    /**
     * An authenticated link on any link.
     *
     * @param below any link, an arbitrary one for instance; it belongs to this link from now on
     * @param cluster the cluster's name, equal at all nodes
     * @param keys the secrets that this node shares with its peers; one for each member of the group
     * @param nonces where the nonces of handshakes come from: a {@link java.security.SecureRandom}, or {@code env.random()} in the
     *     simulator
     * @return the link
     * @throws IllegalArgumentException if there is no key for a member of the group
     */
    public static HmacLink over(Stackable below, String cluster, PairKeys keys, RandomGenerator nonces) {
        HmacLink link = new HmacLink(
                below,
                Objects.requireNonNull(cluster, "cluster"),
                Objects.requireNonNull(keys, "keys"),
                Objects.requireNonNull(nonces, "nonces"));
        Environment environment = below.environment();
        environment.group().others(environment.self()).forEach(link::lane);
        below.onDeliver((from, frame) -> link.lane(from.id()).arrived(frame));
        below.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                link.lane(peer.id()).greet();
            }

            @Override
            public void onDown(Peer peer) {
                link.lane(peer.id()).down();
            }
        });
        return link;
    }

    @Override
    public SystemModel model() {
        return below.model().network() == NetworkModel.ARBITRARY
                ? below.model().withNetwork(NetworkModel.FAIR_LOSS)
                : below.model();
    }

    @Override
    public int maxBytes() {
        return below.maxBytes() - HmacLane.DATA_BYTES;
    }

    @Override
    public Lane to(NodeId peer) {
        environment.requireLoop("Link.to");
        return lane(peer);
    }

    private HmacLane lane(NodeId peer) {
        HmacLane lane = lanes.get(peer);
        if (lane == null) {
            lane = new HmacLane(this, below, below.to(peer), keys.macFor(peer), nonces);
            lanes.put(peer, lane);
        }
        return lane;
    }

    @Override
    public void onDeliver(Delivery handler) {
        environment.requireLoop("Link.onDeliver");
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public void onPeer(PeerListener listener) {
        peers.setAbove(listener);
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        environment.requireLoop("Link.claim");
        if (claimed != null) {
            throw new IllegalStateException(
                    "a claim is open on channel '" + channel() + "': commit or abandon it first");
        }
        if (bytes < 0 || bytes > maxBytes()) {
            throw new IllegalArgumentException("bytes: must be 0 to " + maxBytes() + ", but was " + bytes);
        }
        HmacLane lane = lane(to);
        ByteBuffer room = lane.claim(bytes);
        if (room != null) {
            claimed = lane;
        }
        return room;
    }

    @Override
    public void commit() {
        takeClaim().commit();
    }

    @Override
    public void abandon() {
        takeClaim().abandon();
    }

    private HmacLane takeClaim() {
        environment.requireLoop("Link.commit or abandon");
        HmacLane lane = claimed;
        if (lane == null) {
            throw new IllegalStateException("no claim is open on channel '" + channel() + "'");
        }
        claimed = null;
        return lane;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public String channel() {
        return below.channel();
    }

    String cluster() {
        return cluster;
    }

    void established(Peer peer) {
        peers.onUp(peer);
    }

    void lost(Peer peer) {
        peers.onDown(peer);
    }

    void deliver(Peer from, ByteBuffer message) {
        Delivery receiver = handler;
        if (receiver != null) {
            receiver.deliver(from, message);
        }
    }

    void dropped(MessageId id, DropReason reason) {
        if (environment.tracer().isOn()) {
            environment.tracer().trace(new TraceEvent.Drop(channel(), LAYER, id, reason));
        }
    }

    void malformed(NodeId peer, String what) {
        environment.report(
                new Fault(peer, Fault.Kind.MALFORMED_MESSAGE, "HmacLink on channel '" + channel() + "': " + what));
    }
}
