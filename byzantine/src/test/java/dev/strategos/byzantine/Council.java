package dev.strategos.byzantine;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.LyingLink;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Generals that exchange their values in virtual time; some of them lie at random, some are puppets of the test. */
final class Council implements AutoCloseable {

    static final String UNKNOWN = "unknown";
    static final List<String> LIES = List.of(UNKNOWN, "army of 1", "army of 9");

    final Group group;
    final GroupConfig<String> config;
    final Camp.Algorithm algorithm;
    final int faults;
    final Set<NodeId> liars = new LinkedHashSet<>();
    final Map<NodeId, Wire> puppets = new LinkedHashMap<>();
    final Map<NodeId, InteractiveConsistency<String>> generals = new LinkedHashMap<>();
    final Map<NodeId, Exchange<String>> exchanges = new LinkedHashMap<>();
    final List<Fault> reported = new ArrayList<>();
    final Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
    final Verifier verifier;
    final MemoryNetwork network;
    private final SplittableRandom random;
    private UnaryOperator<Stackable> treason =
            link -> LyingLink.over(link, lens(), link.environment().random());

    Council(Camp.Algorithm algorithm, int generals, int faults, long seed) {
        this.algorithm = algorithm;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        String[] names = new String[generals];
        for (int general = 0; general < generals; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        this.config = GroupConfig.of(group, Codec.utf8(), UNKNOWN).withMaxValueBytes(64);
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        for (NodeId general : group) {
            keys.put(general, Camp.key(group.rank(general)));
            publicKeys.put(general, keys.get(general).publicKey());
        }
        this.verifier = Ed25519.verifier(publicKeys);
        this.network = MemoryNetwork.builder(group)
                .seed(seed)
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(faults),
                        TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW)))
                .faults(FaultPlan.builder()
                        .reordering(0.5)
                        .delay(DelayLaw.uniform(Duration.ofMillis(1), Camp.DELTA.minusMillis(1)))
                        .build())
                .onFault(reported::add)
                .build();
    }

    NodeId general(int rank) {
        return group.member(rank);
    }

    /** What general 0 to n−1 has. */
    String army(int rank) {
        return "army of " + (rank + 1);
    }

    Council liars(Iterable<Integer> ranks) {
        ranks.forEach(rank -> liars.add(general(rank)));
        return this;
    }

    Council puppet(int rank) {
        puppets.put(general(rank), network.node(general(rank)).run(env -> env.open("generals")));
        return this;
    }

    /** Builds the protocol at every general, and lets all but the puppets begin; their starts spread over the skew. */
    Council convene() {
        for (NodeId general : group) {
            if (!puppets.containsKey(general)) {
                generals.put(general, network.node(general).run(env -> protocol(env, liars.contains(general))));
                begin(general, 1);
            }
        }
        return this;
    }

    void begin(NodeId general, long counter) {
        Duration start = Camp.START.plusNanos(random.nextLong(Camp.SKEW.toNanos() + 1));
        network.node(general).execute(() -> {
            InteractiveConsistency<String> protocol = generals.get(general);
            exchanges.put(
                    general,
                    protocol.exchange(
                            new InstanceId(group.member(0), counter),
                            army(group.rank(general)),
                            protocol.scheduleFrom(network.clockReading(general, start))));
        });
    }

    private InteractiveConsistency<String> protocol(Environment env, boolean lying) {
        Stackable wire = env.open("generals");
        Stackable link = lying ? treason.apply(wire) : wire;
        return algorithm == Camp.Algorithm.ORAL
                ? InteractiveConsistency.oral(link, config, faults)
                : InteractiveConsistency.signed(link, config, keys.get(env.self()), verifier, faults);
    }

    /** What a liar's protocol is built on instead of its link; default a link that lies at random. */
    Council treason(UnaryOperator<Stackable> treason) {
        this.treason = treason;
        return this;
    }

    /** How liars speak. */
    MessageLens<?> lens() {
        if (algorithm == Camp.Algorithm.ORAL) {
            return InteractiveConsistency.oralLens(config, faults, LIES);
        }
        Map<NodeId, Signer> shared = new LinkedHashMap<>();
        liars.forEach(liar -> shared.put(liar, keys.get(liar)));
        return InteractiveConsistency.signedLens(config, verifier, faults, LIES, shared);
    }

    /** Lets a puppet send any bytes, at an instant of the network's time. */
    void send(Duration at, int puppet, int to, ByteBuffer message) {
        network.runFor(at.minus(network.now()));
        network.node(general(puppet)).execute(() -> puppets.get(general(puppet)).send(general(to), message));
    }

    /** Lets time pass until all rounds are over. */
    Council end() {
        network.runFor(Camp.deadline(faults + 2).minus(network.now()));
        return this;
    }

    /** What each general decided that tells the truth; nobody is left out, and who decided nothing has an empty vector. */
    Map<NodeId, Map<NodeId, String>> loyalVectors() {
        Map<NodeId, Map<NodeId, String>> vectors = new LinkedHashMap<>();
        exchanges.forEach((general, exchange) -> {
            if (!liars.contains(general)) {
                vectors.put(general, exchange.decision().orElse(Map.of()));
            }
        });
        return vectors;
    }

    Counters total() {
        return generals.values().stream().map(InteractiveConsistency::counters).reduce(Counters.ZERO, Counters::plus);
    }

    @Override
    public void close() {
        network.close();
    }
}
