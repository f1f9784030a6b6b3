package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Codec;
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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Generals that broadcast to each other in virtual time, at any speed: some are traitors, some are puppets of the test. */
final class Heralds implements AutoCloseable {

    static final String CHANNEL = "news";
    static final List<String> LIES = List.of("attack", "retreat", "wait");

    final Group group;
    final GroupConfig<String> config;
    final int faults;
    final MemoryNetwork network;
    final List<TraceRecord> trace = new ArrayList<>();
    final List<Fault> reported = new ArrayList<>();
    final Map<NodeId, BrachaBroadcast<String>> heralds = new LinkedHashMap<>();
    final Map<NodeId, List<String>> delivered = new LinkedHashMap<>();
    private final Map<NodeId, Wire> puppets = new LinkedHashMap<>();
    private final Map<NodeId, Strategy<BroadcastMessage>> traitors = new LinkedHashMap<>();
    private final Conspiracy<BroadcastMessage> conspiracy;

    Heralds(int generals, int faults, long seed) {
        this(generals, faults, seed, plan -> plan);
    }

    Heralds(int generals, int faults, long seed, UnaryOperator<FaultPlan.Builder> change) {
        this.faults = faults;
        String[] names = new String[generals];
        for (int general = 0; general < generals; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        this.config = GroupConfig.of(group, Codec.utf8(), "").withMaxValueBytes(64);
        this.conspiracy = Conspiracy.of(lens(), new SplittableRandom(seed));
        this.network = MemoryNetwork.builder(group)
                .seed(seed)
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(faults), TimingModel.asynchronous()))
                .faults(change.apply(FaultPlan.builder()
                                .reordering(0.5)
                                .delay(DelayLaw.uniform(Duration.ofMillis(1), Duration.ofMillis(400))))
                        .build())
                .trace(trace::add)
                .onFault(reported::add)
                .build();
    }

    MessageLens<BroadcastMessage> lens() {
        return BrachaBroadcast.lens(config, faults, LIES);
    }

    NodeId general(int rank) {
        return group.member(rank);
    }

    Heralds traitor(int rank, Strategy<BroadcastMessage> strategy) {
        traitors.put(general(rank), strategy);
        return this;
    }

    Heralds puppet(int rank) {
        puppets.put(general(rank), network.node(general(rank)).run(env -> env.open(CHANNEL)));
        return this;
    }

    Heralds start() {
        for (NodeId general : group) {
            if (!puppets.containsKey(general)) {
                network.node(general).run(this::program);
            }
        }
        return this;
    }

    private BrachaBroadcast<String> program(Environment env) {
        NodeId self = env.self();
        Strategy<BroadcastMessage> treason = traitors.get(self);
        Wire wire = env.open(CHANNEL);
        Stackable link = treason == null ? wire : conspiracy.join(wire, treason);
        BrachaBroadcast<String> herald = BrachaBroadcast.over(link, config, faults);
        herald.onDeliver((instance, value) ->
                delivered.computeIfAbsent(self, id -> new ArrayList<>()).add(instance + " " + value));
        heralds.put(self, herald);
        return herald;
    }

    Heralds broadcast(int rank, String value) {
        network.node(general(rank)).execute(() -> heralds.get(general(rank)).broadcast(value));
        return this;
    }

    /** Lets a puppet send anything, and the network deliver it. */
    Heralds send(int puppet, int to, BroadcastMessage message) {
        return send(puppet, to, lens().encode(message));
    }

    Heralds send(int puppet, int to, ByteBuffer message) {
        network.node(general(puppet)).execute(() -> puppets.get(general(puppet)).send(general(to), message));
        return end();
    }

    Heralds end() {
        network.runFor(Duration.ofSeconds(10));
        return this;
    }

    InstanceId instance(int sender, long counter) {
        return new InstanceId(general(sender), counter);
    }

    List<NodeId> loyal() {
        List<NodeId> loyal = new ArrayList<>(group.members());
        loyal.removeAll(traitors.keySet());
        loyal.removeAll(puppets.keySet());
        return loyal;
    }

    List<String> deliveredBy(int rank) {
        return delivered.getOrDefault(general(rank), List.of());
    }

    AgreementProperties properties(long seed, InstanceId instance, List<NodeId> loyal) {
        return AgreementProperties.of("seed " + seed, trace, "BRB(" + faults + ")", instance.toString(), loyal);
    }

    Counters total() {
        return heralds.values().stream().map(BrachaBroadcast::counters).reduce(Counters.ZERO, Counters::plus);
    }

    @Override
    public void close() {
        network.close();
    }
}
