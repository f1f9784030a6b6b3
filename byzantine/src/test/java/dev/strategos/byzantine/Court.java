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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Generals with kings in a network in memory, in virtual time; some of them traitors, all of them running the shipped protocols. */
final class Court implements AutoCloseable {

    static final List<String> WORDS = List.of(Camp.RETREAT, Camp.ATTACK, "wait");

    final Group group;
    final GroupConfig<String> config;
    final KingAlgorithm algorithm;
    final int faults;
    final Set<NodeId> traitors = new LinkedHashSet<>();
    final Map<NodeId, Wire> puppets = new LinkedHashMap<>();
    final Map<NodeId, KingConsensus<String>> proposing = new LinkedHashMap<>();
    final Map<NodeId, KingBroadcast<String>> commanding = new LinkedHashMap<>();
    final Map<NodeId, KingPart<String>> parts = new LinkedHashMap<>();
    final Map<NodeId, Integer> decidedInRound = new LinkedHashMap<>();
    final List<Fault> reported = new ArrayList<>();
    final MemoryNetwork network;
    private final SplittableRandom random;
    private final boolean commanded;
    private final boolean unguarded;
    private final BiFunction<Court, Stackable, Stackable> treason;

    private Court(Builder builder) {
        this.algorithm = builder.algorithm;
        this.faults = builder.faults;
        this.random = new SplittableRandom(builder.seed);
        this.commanded = builder.commanded;
        this.unguarded = builder.unguarded;
        this.treason = builder.treason;
        String[] names = new String[builder.generals];
        for (int general = 0; general < names.length; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        this.config = GroupConfig.of(group, Codec.utf8(), Camp.RETREAT);
        builder.traitors.forEach(rank -> traitors.add(group.member(rank)));
        this.network = builder.network
                .apply(MemoryNetwork.builder(group))
                .seed(builder.seed)
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(builder.faults),
                        TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW)))
                .faults(builder.plan)
                .onFault(reported::add)
                .build();
        for (NodeId general : group) {
            if (builder.puppets.contains(group.rank(general))) {
                puppets.put(general, network.node(general).run(env -> env.open("generals")));
            } else {
                network.node(general).run(env -> build(env, general));
            }
        }
    }

    static Builder of(KingAlgorithm algorithm, int generals, int faults) {
        return new Builder(algorithm, generals, faults);
    }

    /** The fewest that the algorithm needs for so many traitors. */
    static int fewest(KingAlgorithm algorithm, int faults) {
        return (algorithm.roundsPerPhase() == 3 ? 3 : 4) * faults + 1;
    }

    private SynchronousAgreement<String> build(Environment env, NodeId general) {
        Stackable wire = env.open("generals");
        Stackable link = traitors.contains(general) ? treason.apply(this, wire) : wire;
        if (commanded) {
            KingBroadcast<String> protocol = unguarded
                    ? KingBroadcast.unguarded(link, config, algorithm, faults)
                    : KingBroadcast.over(link, config, algorithm, faults);
            commanding.put(general, protocol);
            return protocol;
        }
        KingConsensus<String> protocol = unguarded
                ? KingConsensus.unguarded(link, config, algorithm, faults)
                : KingConsensus.over(link, config, algorithm, faults);
        proposing.put(general, protocol);
        return protocol;
    }

    NodeId general(int rank) {
        return group.member(rank);
    }

    MessageLens<KingMessage> lens() {
        return commanded
                ? KingBroadcast.lens(config, algorithm, faults, WORDS)
                : KingConsensus.lens(config, algorithm, faults, WORDS);
    }

    int rounds() {
        return algorithm.rounds(faults) + (commanded ? 1 : 0);
    }

    /** Everybody proposes, by rank; fewer words begin again. Their starts spread over the skew. */
    Court propose(String... words) {
        for (NodeId general : proposing.keySet()) {
            propose(general, 1, words[group.rank(general) % words.length]);
        }
        return this;
    }

    void propose(NodeId general, long counter, String word) {
        begin(general, () -> {
            KingConsensus<String> protocol = proposing.get(general);
            return (KingPart<String>) protocol.propose(
                    new InstanceId(group.member(0), counter), word, protocol.scheduleFrom(start(general)));
        });
    }

    /** A commander orders, and everybody joins. */
    Court command(int commander, String order) {
        for (NodeId general : commanding.keySet()) {
            begin(general, () -> {
                KingBroadcast<String> protocol = commanding.get(general);
                InstanceId instance = new InstanceId(group.member(0), 1);
                RoundSchedule schedule = protocol.scheduleFrom(start(general));
                return (KingPart<String>)
                        (group.rank(general) == commander
                                ? protocol.command(instance, order, schedule)
                                : protocol.join(instance, group.member(commander), schedule));
            });
        }
        return this;
    }

    private long start(NodeId general) {
        return network.clockReading(general, Camp.START.plusNanos(random.nextLong(Camp.SKEW.toNanos() + 1)));
    }

    private void begin(NodeId general, java.util.function.Supplier<KingPart<String>> part) {
        network.node(general).execute(() -> {
            KingPart<String> begun = part.get();
            parts.put(general, begun);
            begun.onDecision(decision -> decidedInRound.put(general, begun.round() - 1));
        });
    }

    void runTo(Duration at) {
        network.runFor(at.minus(network.now()));
    }

    /** Lets a puppet send any bytes, at an instant of the network's time. */
    void send(Duration at, int puppet, int to, ByteBuffer message) {
        runTo(at);
        network.node(general(puppet)).execute(() -> puppets.get(general(puppet)).send(general(to), message));
    }

    /** The bytes of a message of instance g0/1. */
    ByteBuffer message(int from, int round, @Nullable String vote, @Nullable String decree) {
        return lens().encode(new KingMessage(
                new InstanceId(group.member(0), 1), general(from), round, encoded(vote), encoded(decree)));
    }

    private @Nullable Bytes encoded(@Nullable String word) {
        return word == null ? null : config.encode(word, "word");
    }

    /** Lets time pass until all rounds are over. */
    Court end() {
        runTo(Camp.deadline(rounds() + 1));
        return this;
    }

    Counters total() {
        return java.util.stream.Stream.concat(proposing.values().stream(), commanding.values().stream())
                .map(SynchronousAgreement::counters)
                .reduce(Counters.ZERO, Counters::plus);
    }

    /** What each loyal general decided; who decided nothing shows. */
    Map<NodeId, String> loyalDecisions() {
        Map<NodeId, String> decisions = new LinkedHashMap<>();
        parts.forEach((general, part) -> {
            if (!traitors.contains(general)) {
                decisions.put(general, part.decision().orElse("(nothing)"));
            }
        });
        return decisions;
    }

    /** In which phase the last loyal general decided. */
    int lastPhase() {
        int before = commanded ? 1 : 0;
        return decidedInRound.entrySet().stream()
                .filter(entry -> !traitors.contains(entry.getKey()))
                .mapToInt(entry -> (entry.getValue() - before - 1) / algorithm.roundsPerPhase() + 1)
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        network.close();
    }

    static final class Builder extends AssemblyBuilder<Builder> {
        private final KingAlgorithm algorithm;
        private boolean commanded;
        private boolean unguarded;
        private BiFunction<Court, Stackable, Stackable> treason = (court, link) ->
                LyingLink.over(link, court.lens(), link.environment().random());

        private Builder(KingAlgorithm algorithm, int generals, int faults) {
            super(generals, faults);
            this.algorithm = algorithm;
        }

        @Override
        Builder self() {
            return this;
        }

        /** What a traitor's protocol is built on instead of its link; default a link that lies at random. */
        Builder treason(BiFunction<Court, Stackable, Stackable> treason) {
            this.treason = treason;
            return this;
        }

        Builder commanded() {
            this.commanded = true;
            return this;
        }

        Builder unguarded() {
            this.unguarded = true;
            return this;
        }

        Court build() {
            return new Court(this);
        }
    }
}
