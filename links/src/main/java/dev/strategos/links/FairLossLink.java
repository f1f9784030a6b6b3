package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fair-loss link: messages may be lost, repeated or reordered, but what is sent again and again gets through, and nothing is made up
 * (Cachin, Guerraoui, Rodrigues, Module 2.1).
 *
 * <p><b>Assumes</b> a wire that authenticates its peers and protects what they send, such as TCP under mutual TLS or the network in
 * memory; plain TCP is refused, unless {@linkplain #trusting trusted}. <b>Promises</b> that each message delivered was sent by the
 * peer it is said to come from, in that life. <b>Does not promise</b> that a message arrives, arrives once, or in order.
 *
 * <p>Adds no bytes, no copy and no memory. For the loop's thread only.
 *
 * <pre>{@code
 * FairLossLink link = FairLossLink.over(env.open("votes"));
 * link.onDeliver((from, message) -> count(from.id(), message));
 * }</pre>
 */
public final class FairLossLink implements Stackable {

    private static final Assumptions ASSUMES = Assumptions.of("FairLossLink").network(NetworkModel.FAIR_LOSS);

    private final Wire wire;
    private final SystemModel model;

    private FairLossLink(Wire wire, SystemModel model) {
        this.wire = wire;
        this.model = model;
    }

    /**
     * A fair-loss link on a wire that is one.
     *
     * @param wire a wire whose network is fair-loss or better
     * @return the link
     * @throws dev.strategos.core.model.UnmetAssumptionException if the wire is arbitrary, as plain TCP is
     */
    public static FairLossLink over(Wire wire) {
        ASSUMES.check(wire.model());
        return new FairLossLink(wire, wire.model());
    }

    /**
     * A fair-loss link on a wire that is believed to be one, against its own word.
     *
     * @param wire any wire
     * @param why the reason, in words: a closed network, an experiment
     * @return the link
     * @throws IllegalArgumentException if no reason is given
     */
    public static FairLossLink trusting(Wire wire, String why) {
        if (Objects.requireNonNull(why, "why").isBlank()) {
            throw new IllegalArgumentException("why: must say why the wire can be trusted, but was blank");
        }
        SystemModel said = wire.model();
        return new FairLossLink(
                wire, said.network() == NetworkModel.ARBITRARY ? said.withNetwork(NetworkModel.FAIR_LOSS) : said);
    }

    @Override
    public SystemModel model() {
        return model;
    }

    @Override
    public int maxBytes() {
        return wire.maxBytes();
    }

    @Override
    public Lane to(NodeId peer) {
        return wire.to(peer);
    }

    @Override
    public void onDeliver(Delivery handler) {
        wire.onDeliver(handler);
    }

    @Override
    public void onPeer(PeerListener listener) {
        wire.onPeer(listener);
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        return wire.claim(to, bytes);
    }

    @Override
    public void commit() {
        wire.commit();
    }

    @Override
    public void abandon() {
        wire.abandon();
    }

    @Override
    public Environment environment() {
        return wire.environment();
    }

    @Override
    public String channel() {
        return wire.channel();
    }
}
