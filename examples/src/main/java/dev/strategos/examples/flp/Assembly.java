package dev.strategos.examples.flp;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.randomized.Ballot;
import dev.strategos.byzantine.randomized.BallotMessage;
import dev.strategos.byzantine.randomized.BinaryAgreement;
import dev.strategos.byzantine.randomized.Coin;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Utterance;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Four nodes, all of them correct, that are to agree on yes or no by the shipped binary agreement, and every message of theirs in one pair of
 * hands: nothing arrives before it is let through.
 *
 * <p>Two propose yes and two no.
 */
final class Assembly implements AutoCloseable {

    static final Group GROUP = Group.named("p1", "p2", "p3", "p4");
    static final int FAULTS = 1;
    static final InstanceId INSTANCE = new InstanceId(NodeId.of("p1"), 1);

    private static final Duration ARRIVAL = Duration.ofSeconds(1);

    /** A message on its way. */
    record Letter(NodeId from, NodeId to, BallotMessage message, Utterance<BallotMessage> way) {}

    private final MemoryNetwork network;
    private final Map<NodeId, BinaryAgreement> nodes = new LinkedHashMap<>();
    private final Map<NodeId, Ballot> ballots = new LinkedHashMap<>();
    private final List<Letter> underWay = new ArrayList<>();
    private long arrived;

    Assembly(Function<NodeId, Coin> coins) {
        Conspiracy<BallotMessage> post = Conspiracy.of(
                BinaryAgreement.lens(GROUP, FAULTS, coins.apply(GROUP.member(0))), new SplittableRandom(0));
        this.network = MemoryNetwork.builder(GROUP)
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(FAULTS), TimingModel.asynchronous()))
                .build();
        for (NodeId node : GROUP) {
            nodes.put(
                    node,
                    network.node(node)
                            .run(env -> BinaryAgreement.over(
                                    post.join(env.open("vote"), this::hold), GROUP, FAULTS, coins.apply(node))));
        }
        network.runFor(ARRIVAL);
        for (NodeId node : GROUP) {
            boolean proposal = GROUP.rank(node) >= GROUP.size() / 2;
            network.node(node).execute(() -> begin(node, proposal));
            network.runFor(ARRIVAL);
        }
    }

    private void begin(NodeId node, boolean proposal) {
        BinaryAgreement agreement = nodes.get(node);
        if (agreement != null) {
            ballots.put(node, agreement.propose(INSTANCE, proposal));
        }
    }

    private void hold(Utterance<BallotMessage> way) {
        underWay.add(new Letter(way.traitor(), way.to(), way.truth(), way));
    }

    /** Lets through whatever is meant, also what is sent meanwhile; one message after the other, the oldest first. */
    void deliver(Predicate<Letter> meant) {
        Optional<Letter> next = oldest(meant);
        while (next.isPresent()) {
            arrive(next.get());
            next = oldest(meant);
        }
    }

    private Optional<Letter> oldest(Predicate<Letter> meant) {
        return underWay.stream().filter(meant).findFirst();
    }

    private void arrive(Letter letter) {
        underWay.remove(letter);
        arrived++;
        network.node(letter.from()).execute(() -> letter.way().send(letter.message()));
        network.runFor(ARRIVAL);
    }

    /** How many messages have arrived. */
    long arrived() {
        return arrived;
    }

    /** How many are on their way. */
    int underWay() {
        return underWay.size();
    }

    boolean estimate(NodeId node) {
        Ballot ballot = ballots.get(node);
        return ballot != null && ballot.estimate();
    }

    List<Boolean> estimates() {
        return GROUP.members().stream().map(this::estimate).toList();
    }

    /** In which round the slowest is. */
    int round() {
        return ballots.values().stream().mapToInt(Ballot::round).min().orElse(0);
    }

    /** What the nodes have decided that have. */
    List<Boolean> decisions() {
        return ballots.values().stream()
                .flatMap(ballot -> ballot.decision().stream())
                .toList();
    }

    /** In which round the last of them decided; 0 if one has not. */
    int decidedIn() {
        return decisions().size() < GROUP.size()
                ? 0
                : ballots.values().stream().mapToInt(Ballot::decidedIn).max().orElse(0);
    }

    @Override
    public void close() {
        network.close();
    }
}
