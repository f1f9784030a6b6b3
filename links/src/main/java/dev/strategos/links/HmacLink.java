package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.util.Objects;
import java.util.random.RandomGenerator;

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
public final class HmacLink extends LinkLayer<HmacLane> {

    static final String LAYER = "hmac";

    private final String cluster;
    private final PairKeys keys;
    private final RandomGenerator nonces;

    private HmacLink(Stackable below, String cluster, PairKeys keys, RandomGenerator nonces) {
        super(below);
        this.cluster = cluster;
        this.keys = keys;
        this.nonces = nonces;
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
        SystemModel said = below().model();
        return said.network() == NetworkModel.ARBITRARY ? said.withNetwork(NetworkModel.FAIR_LOSS) : said;
    }

    @Override
    public int maxBytes() {
        return below().maxBytes() - HmacLane.DATA_BYTES;
    }

    @Override
    HmacLane newLane(NodeId peer) {
        return new HmacLane(this, below(), below().to(peer), keys.macFor(peer), nonces);
    }

    String cluster() {
        return cluster;
    }

    void established(Peer peer) {
        peers().onUp(peer);
    }

    void lost(Peer peer) {
        peers().onDown(peer);
    }

    void dropped(MessageId id, DropReason reason) {
        if (environment().tracer().isOn()) {
            environment().tracer().trace(new TraceEvent.Drop(channel(), LAYER, id, reason));
        }
    }

    void malformed(NodeId peer, String what) {
        environment()
                .report(new Fault(
                        peer, Fault.Kind.MALFORMED_MESSAGE, "HmacLink on channel '" + channel() + "': " + what));
    }
}
