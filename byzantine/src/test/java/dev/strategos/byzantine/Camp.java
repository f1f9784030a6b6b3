package dev.strategos.byzantine;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.testkit.adversary.LyingLink;
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
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Generals in a network in memory, in virtual time: some of them traitors, all of them running the shipped protocols. */
final class Camp implements AutoCloseable {

    static final Duration DELTA = Duration.ofMillis(20);
    static final Duration SKEW = Duration.ofMillis(5);
    static final Duration START = Duration.ofMillis(100);
    static final String RETREAT = "retreat";
    static final String ATTACK = "attack";
    static final List<String> LIES = List.of(RETREAT, ATTACK, "wait");

    enum Algorithm {
        ORAL,
        SIGNED
    }

    final Group group;
    final GroupConfig<String> config;
    final Algorithm algorithm;
    final int faults;
    final Set<NodeId> traitors = new LinkedHashSet<>();
    final Map<NodeId, ByzantineAgreement<String>> generals = new LinkedHashMap<>();
    final Map<NodeId, Agreement<String>> agreements = new LinkedHashMap<>();
    final List<Fault> reported = new ArrayList<>();
    final Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
    final Verifier verifier;
    final MemoryNetwork network;
    final Map<NodeId, Wire> puppets = new LinkedHashMap<>();
    private final Map<NodeId, List<byte[]>> overheard = new LinkedHashMap<>();
    final Duration delta;
    private final boolean ladder;
    private final boolean unguarded;
    private final SplittableRandom random;
    private final boolean remembering;
    private final BiFunction<Camp, Stackable, Stackable> treason;

    private Camp(Builder builder) {
        this.algorithm = builder.algorithm;
        this.faults = builder.faults;
        this.random = new SplittableRandom(builder.seed);
        this.remembering = builder.remembering;
        this.delta = builder.delta;
        this.treason = builder.treason;
        this.ladder = builder.ladder;
        this.unguarded = builder.unguarded;
        String[] names = new String[builder.generals];
        for (int general = 0; general < names.length; general++) {
            names[general] = "g" + general;
        }
        this.group = Group.named(names);
        this.config = builder.change.apply(GroupConfig.of(group, Codec.utf8(), RETREAT));
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        for (NodeId general : group) {
            keys.put(general, key(group.rank(general)));
            publicKeys.put(general, keys.get(general).publicKey());
        }
        this.verifier = Ed25519.verifier(publicKeys);
        builder.traitors.forEach(rank -> traitors.add(group.member(rank)));
        builder.puppets.forEach(rank -> puppets.put(group.member(rank), null));
        this.network = builder.network
                .apply(MemoryNetwork.builder(group))
                .seed(builder.seed)
                .model(new SystemModel(
                        ladder ? NetworkModel.FAIR_LOSS : NetworkModel.RELIABLE,
                        NodeModel.byzantine(builder.faults),
                        TimingModel.synchronous(delta, 0, SKEW)))
                .faults(builder.plan)
                .onFault(reported::add)
                .build();
    }

    static Ed25519.Key key(int rank) {
        return Ed25519.fromSeed(
                Bytes.of(ByteBuffer.allocate(32).putInt(4711).putInt(rank).rewind()));
    }

    static Builder of(Algorithm algorithm, int generals, int faults) {
        return new Builder(algorithm, generals, faults);
    }

    NodeId general(int rank) {
        return group.member(rank);
    }

    /** Builds the protocol at every general. */
    Camp pitch() {
        for (NodeId general : group) {
            if (puppets.containsKey(general)) {
                puppets.put(general, network.node(general).run(env -> {
                    Wire wire = env.open("generals");
                    wire.onDeliver((from, message) -> {
                        List<byte[]> ear = overheard.get(general);
                        if (ear != null) {
                            ear.add(Bytes.of(message).toArray());
                        }
                    });
                    return wire;
                }));
            } else {
                network.node(general).run(program(general));
            }
        }
        return this;
    }

    /** Keeps what a puppet receives. */
    void overhear(int puppet, List<byte[]> ear) {
        overheard.put(general(puppet), ear);
    }

    /** Lets a puppet send any bytes, at an instant of the network's time. */
    void send(Duration at, int puppet, int to, ByteBuffer message) {
        runTo(at);
        network.node(general(puppet)).execute(() -> puppets.get(general(puppet)).send(general(to), message));
    }

    void runTo(Duration at) {
        network.runFor(at.minus(network.now()));
    }

    /** When a round ends for the generals that start last. */
    static Duration deadline(int round) {
        return START.plus(SKEW).plus(DELTA.plus(SKEW).multipliedBy(round));
    }

    Program<ByzantineAgreement<String>> program(NodeId general) {
        return env -> {
            ByzantineAgreement<String> protocol = protocol(env, link(env), traitors.contains(general));
            generals.put(general, protocol);
            return protocol;
        };
    }

    private Stackable link(Environment env) {
        Wire wire = env.open("generals");
        return ladder ? FifoLink.over(ReliableLink.over(FairLossLink.over(wire), ReliableConfig.defaults())) : wire;
    }

    /** How traitors speak. */
    MessageLens<? extends AgreementMessage> lens() {
        return algorithm == Algorithm.ORAL
                ? OralMessages.lens(config, faults, LIES)
                : SignedMessages.lens(config, verifier, faults, LIES, traitorsKeys());
    }

    private ByzantineAgreement<String> protocol(Environment env, Stackable wire, boolean lying) {
        Stackable link = lying ? treason.apply(this, wire) : wire;
        if (algorithm == Algorithm.ORAL) {
            return unguarded ? OralMessages.unguarded(link, config, faults) : OralMessages.over(link, config, faults);
        }
        Ed25519.Key mine = keys.get(env.self());
        return remembering
                ? SignedMessages.over(link, config, mine, verifier, faults, env.storage())
                : SignedMessages.over(link, config, mine, verifier, faults);
    }

    Map<NodeId, Signer> traitorsKeys() {
        Map<NodeId, Signer> shared = new LinkedHashMap<>();
        traitors.forEach(traitor -> shared.put(traitor, keys.get(traitor)));
        return shared;
    }

    /** Tells all generals of an agreement; their starts spread over the skew. */
    Camp begin(long counter, NodeId commander, String order) {
        for (NodeId general : group) {
            if (!puppets.containsKey(general)) {
                begin(counter, commander, order, general);
            }
        }
        return this;
    }

    void begin(long counter, NodeId commander, String order, NodeId general) {
        Duration start = START.plusNanos(random.nextLong(SKEW.toNanos() + 1));
        network.node(general).execute(() -> {
            ByzantineAgreement<String> protocol = generals.get(general);
            InstanceId instance = new InstanceId(group.member(0), counter);
            RoundSchedule schedule = protocol.scheduleFrom(network.clockReading(general, start));
            agreements.put(
                    general,
                    general.equals(commander)
                            ? protocol.command(instance, order, schedule)
                            : protocol.join(instance, commander, schedule));
        });
    }

    /** Lets time pass until all rounds are over. */
    Camp end() {
        runTo(START.plus(SKEW).plus(delta.plus(SKEW).multipliedBy(faults + 2L)));
        return this;
    }

    Counters total() {
        return generals.values().stream().map(ByzantineAgreement::counters).reduce(Counters.ZERO, Counters::plus);
    }

    /** What each loyal lieutenant decided; nobody is left out, and who decided nothing shows. */
    Map<NodeId, String> loyalDecisions(NodeId commander) {
        Map<NodeId, String> decisions = new LinkedHashMap<>();
        agreements.forEach((general, agreement) -> {
            if (!traitors.contains(general) && !general.equals(commander)) {
                decisions.put(general, agreement.decision().orElse("(nothing)"));
            }
        });
        return decisions;
    }

    @Override
    public void close() {
        network.close();
    }

    static final class Builder extends AssemblyBuilder<Builder> {
        private final Algorithm algorithm;
        private boolean remembering;
        private BiFunction<Camp, Stackable, Stackable> treason = (camp, link) ->
                LyingLink.over(link, camp.lens(), link.environment().random());
        private boolean ladder;
        private boolean unguarded;
        private Duration delta = DELTA;
        private UnaryOperator<GroupConfig<String>> change = UnaryOperator.identity();

        private Builder(Algorithm algorithm, int generals, int faults) {
            super(generals, faults);
            this.algorithm = algorithm;
        }

        @Override
        Builder self() {
            return this;
        }

        /** What a traitor's protocol is built on instead of its link; default a link that lies at random. */
        Builder treason(BiFunction<Camp, Stackable, Stackable> treason) {
            this.treason = treason;
            return this;
        }

        /** Fair-loss wires under the ladder of links, with time enough to repeat what is lost. */
        Builder overLinks(Duration delta, FaultPlan plan) {
            this.ladder = true;
            this.delta = delta;
            this.plan = plan;
            return this;
        }

        /** Oral messages without their guard. */
        Builder unguarded() {
            this.unguarded = true;
            return this;
        }

        Builder remembering() {
            this.remembering = true;
            return this;
        }

        Builder config(UnaryOperator<GroupConfig<String>> change) {
            this.change = change;
            return this;
        }

        Camp build() {
            return new Camp(this);
        }

        Camp pitch() {
            return build().pitch();
        }
    }
}
