package dev.strategos.examples.camp;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A general's reliable link to all others, and the roll that it calls over it. For the loop's thread only, but for the future. */
public final class CampLink {

    private static final String CHANNEL = "generals";

    private final FifoLink link;
    private final Set<NodeId> missing;
    private final CompletableFuture<@Nullable Void> allMet = new CompletableFuture<>();

    /**
     * The link of this node.
     *
     * @param env the node's environment
     * @param trusting whether a plain wire is trusted
     */
    public CampLink(Environment env, boolean trusting) {
        this(env, trusting, CHANNEL);
    }

    /**
     * A link of this node beside the first.
     *
     * @param env the node's environment
     * @param trusting whether a plain wire is trusted
     * @param channel its own channel
     */
    public CampLink(Environment env, boolean trusting, String channel) {
        var wire = env.open(channel);
        FairLossLink fairLoss = trusting
                ? FairLossLink.trusting(wire, "--plain: the user declared this network trusted")
                : FairLossLink.over(wire);
        this.link = FifoLink.over(ReliableLink.over(fairLoss, ReliableConfig.defaults()));
        this.missing = new LinkedHashSet<>(env.group().others(env.self()));
        link.onPeer(new Roll());
    }

    /**
     * The link.
     *
     * @return to build a protocol on
     */
    public Stackable link() {
        return link;
    }

    /**
     * Completes once every other general was met.
     *
     * @return for any thread
     */
    public CompletableFuture<@Nullable Void> allMet() {
        return allMet;
    }

    /** Calls the roll: who of the others was met. */
    private final class Roll implements PeerListener {

        @Override
        public void onUp(Peer peer) {
            missing.remove(peer.id());
            if (missing.isEmpty()) {
                allMet.complete(null);
            }
        }

        @Override
        public void onDown(Peer peer) {
            missing.add(peer.id());
        }
    }
}
