package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.randomized.BallotMessage.Share;
import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One real general, g0, among four with f = 1; the test says what the other three say, one message after the other. */
final class Booth implements AutoCloseable {

    static final Group GROUP = Group.named("g0", "g1", "g2", "g3");
    static final InstanceId INSTANCE = new InstanceId(NodeId.of("g0"), 1);

    final Map<NodeId, DealerCoin> dealt;
    final BinaryAgreement agreement;
    final List<BallotMessage> said = new ArrayList<>();
    final List<Fault> reported = new ArrayList<>();
    Ballot ballot;
    private final MemoryNetwork network;
    final MessageLens<BallotMessage> lens;
    private final Map<Integer, Wire> puppets = new LinkedHashMap<>();

    private Booth(boolean dealer, long seed) {
        this(dealer, "g0", seed);
    }

    private Booth(boolean dealer, String part, long seed) {
        this.dealt = DealerCoin.deal(GROUP, 1, List.of(INSTANCE), 64, new SplittableRandom(seed));
        Coin coin = dealer ? dealt.get(NodeId.of(part)) : new LocalCoin(new SplittableRandom(seed));
        this.lens = BinaryAgreement.lens(GROUP, 1, coin);
        this.network = MemoryNetwork.builder(GROUP)
                .seed(seed)
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(1), TimingModel.asynchronous()))
                .onFault(reported::add)
                .build();
        this.agreement = network.node("g0").run(env -> BinaryAgreement.over(env.open("vote"), GROUP, 1, coin));
        for (int puppet = 1; puppet < GROUP.size(); puppet++) {
            boolean listens = puppet == 1;
            puppets.put(puppet, network.node(GROUP.member(puppet)).run(env -> {
                Wire wire = env.open("vote");
                wire.onDeliver((from, message) -> hear(listens, message));
                return wire;
            }));
        }
        network.runFor(Duration.ofSeconds(1));
    }

    static Booth withDealer(long seed) {
        return new Booth(true, seed);
    }

    /** The general has what the dealer meant for another. */
    static Booth withPartOf(String other) {
        return new Booth(true, other, 1);
    }

    static Booth withLocalCoin(long seed) {
        return new Booth(false, seed);
    }

    private void hear(boolean listens, ByteBuffer message) {
        if (listens) {
            try {
                said.add(lens.decode(message));
            } catch (MalformedMessageException e) {
                throw new AssertionError(e);
            }
        }
    }

    Booth propose(boolean value) {
        network.node("g0").execute(() -> ballot = agreement.propose(INSTANCE, value));
        network.runFor(Duration.ofSeconds(1));
        return this;
    }

    /** Some of the others vote. */
    Booth vote(int round, Kind kind, Values values, int... puppets) {
        for (int puppet : puppets) {
            send(puppet, new Vote(INSTANCE, round, kind, values));
        }
        return this;
    }

    Booth share(int round, int puppet) {
        return send(
                puppet,
                new Share(INSTANCE, round, dealt.get(GROUP.member(puppet)).share(INSTANCE, round)));
    }

    Booth send(int puppet, BallotMessage message) {
        return send(puppet, lens.encode(message));
    }

    Booth send(int puppet, ByteBuffer message) {
        network.node(GROUP.member(puppet)).execute(() -> puppets.get(puppet).send(GROUP.member(0), message));
        network.runFor(Duration.ofSeconds(1));
        return this;
    }

    /** How the coin of a round falls, as only the dealer knows beforehand. */
    boolean coin(int round) {
        return dealt.get(GROUP.member(1))
                .toss(
                        INSTANCE,
                        round,
                        Map.of(
                                GROUP.member(1), dealt.get(GROUP.member(1)).share(INSTANCE, round),
                                GROUP.member(2), dealt.get(GROUP.member(2)).share(INSTANCE, round)));
    }

    /** What g0 said of a kind in a round. */
    List<Values> said(int round, Kind kind) {
        return said.stream()
                .filter(message -> message instanceof Vote vote && vote.kind() == kind && vote.round() == round)
                .map(message -> ((Vote) message).values())
                .toList();
    }

    boolean saidShare(int round) {
        return said.stream().anyMatch(message -> message instanceof Share && message.round() == round);
    }

    @Override
    public void close() {
        network.close();
    }
}
