package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.Equivocation;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.Signer;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
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

/** Generals with keys that broadcast in virtual time, at any speed: some are traitors, some are puppets of the test. */
final class Criers implements AutoCloseable {

    final Group group;
    final GroupConfig<String> config;
    final int faults;
    final MemoryNetwork network;
    final Verifier verifier;
    final List<TraceRecord> trace = new ArrayList<>();
    final List<Fault> reported = new ArrayList<>();
    final List<Equivocation> proofs = new ArrayList<>();
    final Map<NodeId, SignedConsistentBroadcast<String>> criers = new LinkedHashMap<>();
    final Map<NodeId, List<String>> delivered = new LinkedHashMap<>();
    final Map<NodeId, List<Certificate>> certificates = new LinkedHashMap<>();
    final Map<NodeId, Environment> environments = new LinkedHashMap<>();
    private final Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
    private final Map<NodeId, Wire> puppets = new LinkedHashMap<>();
    private final Map<NodeId, Strategy<ConsistentMessage>> traitors = new LinkedHashMap<>();
    private final long seed;
    private Conspiracy<ConsistentMessage> conspiracy;

    Criers(int generals, int faults, long seed) {
        this.faults = faults;
        this.seed = seed;
        String[] names = new String[generals];
        for (int general = 0; general < generals; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        this.config = GroupConfig.of(group, Codec.utf8(), "").withMaxValueBytes(64);
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        for (NodeId general : group) {
            keys.put(
                    general,
                    Ed25519.fromSeed(Bytes.of(ByteBuffer.allocate(32)
                            .putInt(77)
                            .putInt(group.rank(general))
                            .rewind())));
            publicKeys.put(general, keys.get(general).publicKey());
        }
        this.verifier = Ed25519.verifier(publicKeys);
        this.network = MemoryNetwork.builder(group)
                .seed(seed)
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(faults), TimingModel.asynchronous()))
                .faults(FaultPlan.builder()
                        .reordering(0.5)
                        .delay(DelayLaw.uniform(Duration.ofMillis(1), Duration.ofMillis(100)))
                        .build())
                .trace(trace::add)
                .onFault(reported::add)
                .build();
    }

    Criers traitor(int rank, Strategy<ConsistentMessage> strategy) {
        traitors.put(general(rank), strategy);
        return this;
    }

    Criers puppet(int rank) {
        puppets.put(general(rank), network.node(general(rank)).run(env -> env.open("news")));
        return this;
    }

    NodeId general(int rank) {
        return group.member(rank);
    }

    Signer key(int rank) {
        return keys.get(general(rank));
    }

    EchoSeal seal() {
        return SignedConsistentBroadcast.seal(config, verifier, faults);
    }

    ConsistentMessage.SignedEcho echo(InstanceId instance, String value, int by) {
        return seal().sign(instance, config.encode(value), general(by), key(by));
    }

    MessageLens<ConsistentMessage> lens() {
        Map<NodeId, Signer> shared = new LinkedHashMap<>();
        traitors.keySet().forEach(traitor -> shared.put(traitor, keys.get(traitor)));
        return SignedConsistentBroadcast.lens(config, verifier, faults, Heralds.LIES, shared);
    }

    Criers start() {
        conspiracy = Conspiracy.of(lens(), new SplittableRandom(seed));
        for (NodeId general : group) {
            if (!puppets.containsKey(general)) {
                network.node(general).run(this::program);
            }
        }
        return this;
    }

    private SignedConsistentBroadcast<String> program(Environment env) {
        NodeId self = env.self();
        environments.put(self, env);
        Strategy<ConsistentMessage> treason = traitors.get(self);
        Wire wire = env.open("news");
        Stackable link = treason == null ? wire : conspiracy.join(wire, treason);
        SignedConsistentBroadcast<String> crier =
                SignedConsistentBroadcast.over(link, config, keys.get(self), verifier, faults, env.storage());
        crier.onDeliver((instance, value) ->
                delivered.computeIfAbsent(self, id -> new ArrayList<>()).add(instance + " " + value));
        crier.onCertificate(certificate ->
                certificates.computeIfAbsent(self, id -> new ArrayList<>()).add(certificate));
        if (treason == null) {
            crier.onEquivocation(proofs::add);
        }
        criers.put(self, crier);
        return crier;
    }

    Criers broadcast(int rank, String value) {
        network.node(general(rank)).execute(() -> criers.get(general(rank)).broadcast(value));
        return this;
    }

    Criers send(int puppet, int to, ConsistentMessage message) {
        ByteBuffer bytes = lens().encode(message);
        network.node(general(puppet)).execute(() -> puppets.get(general(puppet)).send(general(to), bytes));
        return end();
    }

    /** Lets a puppet send; for its loop. */
    void sendNow(int puppet, int to, ConsistentMessage message) {
        puppets.get(general(puppet)).send(general(to), lens().encode(message));
    }

    Criers end() {
        network.runFor(Duration.ofSeconds(3));
        return this;
    }

    Criers restart(int rank) {
        network.crash(general(rank));
        network.recover(general(rank));
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

    /** A traitor's own program may well accuse those whom its lies have misled. */
    List<Fault> faultsThatTheLoyalReported() {
        List<Fault> faults = new ArrayList<>();
        for (TraceRecord record : trace) {
            if (record.event() instanceof TraceEvent.FaultReported report
                    && loyal().contains(record.peer().id())) {
                faults.add(report.fault());
            }
        }
        return faults;
    }

    List<String> deliveredBy(int rank) {
        return delivered.getOrDefault(general(rank), List.of());
    }

    AgreementProperties properties(InstanceId instance, List<NodeId> loyal) {
        return AgreementProperties.of("seed " + seed, trace, "SCB(" + faults + ")", instance.toString(), loyal);
    }

    Counters total() {
        return criers.values().stream().map(SignedConsistentBroadcast::counters).reduce(Counters.ZERO, Counters::plus);
    }

    @Override
    public void close() {
        network.close();
    }
}
