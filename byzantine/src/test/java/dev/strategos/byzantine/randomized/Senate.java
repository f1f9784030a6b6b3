package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Strategy;
import dev.strategos.testkit.properties.AgreementProperties;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Generals that vote yes or no in virtual time, at any speed, some of them traitors. */
final class Senate implements AutoCloseable {

    enum CoinKind {
        LOCAL,
        DEALER
    }

    final Group group;
    final int faults;
    final CoinKind kind;
    final MemoryNetwork network;
    final List<TraceRecord> trace = new ArrayList<>();
    final List<Fault> reported = new ArrayList<>();
    final Map<NodeId, BinaryAgreement> senators = new LinkedHashMap<>();
    final Map<NodeId, List<Ballot>> ballots = new LinkedHashMap<>();
    private final Map<NodeId, Boolean> proposals = new LinkedHashMap<>();
    private final Map<NodeId, Strategy<BallotMessage>> traitors = new LinkedHashMap<>();
    private final Map<NodeId, DealerCoin> dealt;
    private final Conspiracy<BallotMessage> conspiracy;

    Senate(int generals, int faults, CoinKind kind, int instances, long seed, UnaryOperator<FaultPlan.Builder> change) {
        this.faults = faults;
        this.kind = kind;
        String[] names = new String[generals];
        for (int general = 0; general < generals; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        List<InstanceId> all = new ArrayList<>();
        for (long counter = 1; counter <= instances; counter++) {
            all.add(new InstanceId(group.member(0), counter));
        }
        this.dealt = DealerCoin.deal(group, faults, all, 64, new SplittableRandom(seed));
        this.conspiracy = Conspiracy.of(lens(), new SplittableRandom(seed));
        this.network = MemoryNetwork.builder(group)
                .seed(seed)
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(faults), TimingModel.asynchronous()))
                .faults(change.apply(FaultPlan.builder()
                                .reordering(0.5)
                                .delay(DelayLaw.uniform(Duration.ofMillis(1), Duration.ofMillis(50))))
                        .build())
                .trace(trace::add)
                .onFault(reported::add)
                .build();
    }

    private MessageLens<BallotMessage> lens() {
        return BinaryAgreement.lens(group, faults, coin(group.member(0), new SplittableRandom(0)));
    }

    private Coin coin(NodeId general, java.util.random.RandomGenerator random) {
        return kind == CoinKind.LOCAL ? new LocalCoin(random) : dealt.get(general);
    }

    Senate traitor(int rank, Strategy<BallotMessage> strategy) {
        traitors.put(group.member(rank), strategy);
        return this;
    }

    Senate start() {
        group.forEach(general -> network.node(general).run(this::program));
        return this;
    }

    private BinaryAgreement program(Environment env) {
        Strategy<BallotMessage> treason = traitors.get(env.self());
        Wire wire = env.open("vote");
        Stackable link = treason == null ? wire : conspiracy.join(wire, treason);
        BinaryAgreement senator = BinaryAgreement.over(link, group, faults, coin(env.self(), env.random()));
        senators.put(env.self(), senator);
        return senator;
    }

    /** Lets a general propose, now. */
    Senate propose(int rank, long counter, boolean value) {
        NodeId general = group.member(rank);
        proposals.put(general, value);
        network.node(general)
                .execute(() -> ballots.computeIfAbsent(general, id -> new ArrayList<>())
                        .add(senators.get(general).propose(instance(counter), value)));
        return this;
    }

    InstanceId instance(long counter) {
        return new InstanceId(group.member(0), counter);
    }

    List<NodeId> loyal() {
        List<NodeId> loyal = new ArrayList<>(group.members());
        loyal.removeAll(traitors.keySet());
        return loyal;
    }

    /** Runs until the loyal have stopped. */
    Senate end(List<NodeId> awaited) {
        network.runUntil(
                () -> awaited.stream()
                        .allMatch(general ->
                                !ballots.getOrDefault(general, List.of()).isEmpty()
                                        && ballots.get(general).stream().allMatch(Ballot::isOver)),
                Duration.ofMinutes(10));
        return this;
    }

    AgreementProperties properties(long seed, long counter, List<NodeId> loyal) {
        return AgreementProperties.of(
                "seed " + seed, trace, "ABA(" + faults + ")", instance(counter).toString(), loyal);
    }

    /** Whether those whose proposals count proposed the same; null if not. */
    Boolean unanimous(List<NodeId> loyal) {
        return loyal.stream().map(proposals::get).distinct().count() == 1 ? proposals.get(loyal.get(0)) : null;
    }

    @Override
    public void close() {
        network.close();
    }
}
