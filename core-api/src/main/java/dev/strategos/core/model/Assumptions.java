package dev.strategos.core.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol assumes of the world, and the check that the world offers it.
 *
 * <pre>{@code
 * private static final Assumptions ASSUMES =
 *         Assumptions.of("ReliableLink").network(NetworkModel.FAIR_LOSS);
 *
 * ASSUMES.check(below.model());      // throws UnmetAssumptionException over plain TCP
 * }</pre>
 *
 * <p>An axis that is not named is not assumed anything about. Immutable, for any thread.
 */
public final class Assumptions {

    private final String protocol;
    private final @Nullable NetworkModel network;
    private final @Nullable NodeModel node;
    private final @Nullable TimingModel timing;
    private final boolean synchrony;

    private Assumptions(
            String protocol,
            @Nullable NetworkModel network,
            @Nullable NodeModel node,
            @Nullable TimingModel timing,
            boolean synchrony) {
        this.protocol = protocol;
        this.network = network;
        this.node = node;
        this.timing = timing;
        this.synchrony = synchrony;
    }

    /**
     * A protocol that assumes nothing yet.
     *
     * @param protocol its name, for the error
     * @return assumptions to refine
     */
    public static Assumptions of(String protocol) {
        return new Assumptions(Objects.requireNonNull(protocol, "protocol"), null, null, null, false);
    }

    /**
     * Assumes a network no weaker than this.
     *
     * @param weakest the weakest network that will do
     * @return the refined assumptions
     */
    public Assumptions network(NetworkModel weakest) {
        return new Assumptions(protocol, weakest, node, timing, synchrony);
    }

    /**
     * Assumes nodes that fail no worse than this.
     *
     * @param weakest the weakest node model that will do
     * @return the refined assumptions
     */
    public Assumptions node(NodeModel weakest) {
        return new Assumptions(protocol, network, weakest, timing, synchrony);
    }

    /**
     * Assumes timing no weaker than this.
     *
     * @param weakest the weakest timing model that will do
     * @return the refined assumptions
     */
    public Assumptions timing(TimingModel weakest) {
        return new Assumptions(protocol, network, node, weakest, false);
    }

    /**
     * Assumes a synchronous system, whatever its bounds.
     *
     * @return the refined assumptions
     */
    public Assumptions synchronous() {
        return new Assumptions(protocol, network, node, null, true);
    }

    /**
     * Refuses a world that is weaker than assumed.
     *
     * @param offered the model of the link that the protocol is given
     * @throws UnmetAssumptionException if an axis is weaker than assumed; it names the assumption, what is offered, and what
     *     would supply it
     */
    public void check(SystemModel offered) {
        if (network != null && !offered.network().isNoWeakerThan(network)) {
            throw unmet("a " + network + " network", "its link is " + offered.network(), remedyFor(network));
        }
        if (node != null && !offered.node().isNoWeakerThan(node)) {
            throw unmet(
                    node + " nodes",
                    "the node's configuration declares " + offered.node(),
                    "declare NodeModel " + node
                            + " in the node's configuration if no node can fail worse than that, or choose a"
                            + " protocol that tolerates " + offered.node() + " nodes");
        }
        if (synchrony && !(offered.timing() instanceof TimingModel.Synchronous)) {
            throw unmet(
                    "a synchronous system with stated bounds",
                    "the node's configuration declares " + offered.timing(),
                    "declare TimingModel.synchronous(Δ, ρ, ε) in the node's configuration if the network and the nodes really keep"
                            + " such bounds");
        }
        if (timing != null && !offered.timing().isNoWeakerThan(timing)) {
            throw unmet(
                    timing + " timing",
                    "the node's configuration declares " + offered.timing(),
                    "declare a TimingModel no weaker than " + timing
                            + " in the node's configuration if it really holds");
        }
    }

    private UnmetAssumptionException unmet(String assumed, String offered, String remedy) {
        return new UnmetAssumptionException(protocol, assumed, offered, remedy);
    }

    private static String remedyFor(NetworkModel network) {
        return network == NetworkModel.RELIABLE
                ? "stack a ReliableLink on it"
                : "an adversary may read and change an arbitrary link, plain TCP for one: configure TLS, stack an HmacLink, or declare"
                        + " trust with FairLossLink.trusting(wire, why)";
    }

    /** Such as {@code ReliableLink assumes a fair-loss network}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(protocol).append(" assumes");
        String separator = " ";
        if (network != null) {
            text.append(separator).append("a ").append(network).append(" network");
            separator = ", ";
        }
        if (node != null) {
            text.append(separator).append(node).append(" nodes");
            separator = ", ";
        }
        if (synchrony || timing != null) {
            text.append(separator).append(synchrony ? "synchronous" : timing).append(" timing");
            separator = ", ";
        }
        return separator.equals(" ") ? text + " nothing" : text.toString();
    }
}
