package dev.strategos.testkit.sim;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.testkit.adversary.FaultyLink;
import dev.strategos.testkit.adversary.InterceptedChannels;
import dev.strategos.testkit.adversary.OverheardLink;
import dev.strategos.testkit.faults.Fallacy;
import dev.strategos.testkit.faults.FaultLaw;
import dev.strategos.testkit.properties.MessageCosts;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.properties.Violation;
import dev.strategos.testkit.trace.MessageNotes;
import dev.strategos.testkit.trace.MessageText;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run in virtual time: a network made from a seed, the programs on its nodes, what comes in, what goes wrong, and what must hold.
 *
 * <p>Say first which nodes there are and what goes wrong, then start programs, then let time pass. A run is a function of its seed: the
 * same test with the same seed does the same, event by event, as long as it draws from {@link #random()} alone.
 *
 * <pre>{@code
 * Replicas<Counter> counters = sim.nodes("a", "b", "c").faults(Swarm.standard()).start(Counter::new);
 * sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1 + random.nextInt(9), Counter::add);
 * sim.always("no counter is negative", () -> counters.live().stream().allMatch(counter -> counter.value() >= 0));
 * sim.runThenHeal(Duration.ofSeconds(10), Duration.ofSeconds(30), "counters agree", () -> counters.agree(Counter::value));
 * }</pre>
 *
 * <p>For one thread only.
 */
public final class Simulation {

    /** Keeps what a scenario draws apart from what its network draws. */
    private static final long OWN_STREAM = 0x5DEECE66D1CE4E5BL;

    /** No network's time goes on for longer. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long seed;
    private final Script script;
    private final RandomGenerator random;
    private final SplittableRandom faultRandom;
    private final Inputs inputs;
    private final Observation seen = new Observation();
    private final List<Invariant> invariants = new ArrayList<>();
    private final List<Consumer<MemoryNetworkBuilder>> settings = new ArrayList<>();
    private @Nullable Group group;
    private @Nullable SystemModel model;
    private FaultLaw faults = (nodes, chance) -> FaultPlan.none();
    private @Nullable UnaryOperator<Stackable> interception;
    private final Map<String, Codec<?>> readings = new LinkedHashMap<>();
    private final SplittableRandom adversaryRandom;
    private final List<ByteBuffer> overheard = new ArrayList<>();
    private @Nullable MemoryNetwork network;

    private record Invariant(String name, BooleanSupplier condition) {}

    Simulation(long seed, Script script) {
        this.seed = seed;
        this.script = script;
        SplittableRandom root = new SplittableRandom(seed ^ OWN_STREAM);
        this.random = root.split();
        this.faultRandom = root.split();
        this.inputs = new Inputs(root.split(), script);
        this.adversaryRandom = root.split();
    }

    /**
     * A run without JUnit. Close its network at the end.
     *
     * @param seed any number
     * @return a run in which nothing has happened yet
     */
    public static Simulation of(long seed) {
        return new Simulation(seed, Script.free());
    }

    /**
     * Where all chance of this run comes from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * A source of chance for the test's own choices. They are no decisions that the shrinker could leave out: draw {@link #inputs} where
     * you can.
     *
     * @return the same source at every call
     */
    public RandomGenerator random() {
        return random;
    }

    /**
     * The nodes of the network.
     *
     * @param names lower-case DNS names
     * @return this
     */
    public Simulation nodes(String... names) {
        requireNotBuilt("nodes");
        this.group = Group.named(names);
        return this;
    }

    /**
     * What goes wrong, drawn from the seed.
     *
     * @param law such as a {@link dev.strategos.testkit.faults.Swarm}; default nothing
     * @return this
     */
    public Simulation faults(FaultLaw law) {
        requireNotBuilt("faults");
        this.faults = law;
        return this;
    }

    /**
     * What goes wrong, the same for every seed; when chances strike is up to the seed.
     *
     * @param plan chances and actions
     * @return this
     */
    public Simulation faults(FaultPlan plan) {
        return faults((nodes, chance) -> plan);
    }

    /**
     * Does what those do not expect who believe one of the eight fallacies; the faults are the fallacy's and no others.
     *
     * @param fallacy which of them
     * @return this
     */
    public Simulation refute(Fallacy fallacy) {
        if (fallacy == Fallacy.THE_NETWORK_IS_SECURE) {
            intercept(wire -> FaultyLink.over(OverheardLink.over(wire, overheard::add), adversaryRandom.split())
                    .corrupting(0.05)
                    .replaying(0.1));
        } else if (fallacy == Fallacy.TRANSPORT_COST_IS_ZERO) {
            budget(new MessageCosts(100, 1, 100_000));
        }
        return faults(fallacy);
    }

    /**
     * Puts an adversary between all programs that start from now on and their channels.
     *
     * @param change makes of a channel what a program gets, such as a {@link FaultyLink}
     * @return this
     */
    public Simulation intercept(UnaryOperator<Stackable> change) {
        this.interception = change;
        return this;
    }

    /**
     * Reads the messages of a channel into words, for the picture of a run that fails. For programs that use the channel as it is; where
     * there is a link between, its frames are what the channel carries, and {@link #notes} is the place.
     *
     * @param channel the name that the program opens
     * @param codec reads the program's messages; {@code toString} puts them into words
     * @return this
     */
    public Simulation reading(String channel, Codec<?> codec) {
        requireNotBuilt("reading");
        readings.put(Objects.requireNonNull(channel, "channel"), Objects.requireNonNull(codec, "codec"));
        return this;
    }

    /**
     * What messages say, for the picture of a run that fails: a program under test that is given its link gets it through {@link
     * MessageNotes#over(Stackable, Codec)}.
     *
     * <pre>{@code
     * sim.nodes("a", "b").start(env -> new Counter(sim.notes().over(fifoLink(env), codec)));
     * }</pre>
     *
     * @return the same notes at every call; they hold the whole trace
     */
    public MessageNotes notes() {
        return seen.notes();
    }

    /** What the messages so far said, as far as anybody was told how to read them. */
    MessageText messages() {
        return seen.messages();
    }

    /**
     * What was overheard where {@link Fallacy#THE_NETWORK_IS_SECURE} is refuted: all that left a node, as bytes.
     *
     * @return an unmodifiable view, in the order of time
     */
    public List<ByteBuffer> overheard() {
        return Collections.unmodifiableList(overheard);
    }

    /**
     * Lets messages cost something from now on: a node that spends more than its budget fails the run.
     *
     * @param charged what messages cost, and the budget
     * @return this
     */
    public Simulation budget(MessageCosts charged) {
        seen.charge(new Ledger(charged));
        return this;
    }

    /**
     * The world that the network declares.
     *
     * @param declared default: fair-loss, crash-recovery, partially synchronous
     * @return this
     */
    public Simulation model(SystemModel declared) {
        this.model = declared;
        return configure(builder -> builder.model(declared));
    }

    /**
     * Any other setting of the network, such as {@code MemoryNetworkBuilder::breakingTheModel}. Seed, faults, trace and fates are the
     * simulation's.
     *
     * @param setting applied to the network's builder
     * @return this
     */
    public Simulation configure(Consumer<MemoryNetworkBuilder> setting) {
        requireNotBuilt("settings");
        settings.add(setting);
        return this;
    }

    /**
     * Runs a program on every node. The first call builds the network.
     *
     * @param program started once per node and once more after each of its restarts
     * @param <A> what the program returns
     * @return its handles
     */
    public <A> Replicas<A> start(Program<A> program) {
        return start(program, network().group().members().toArray(new NodeId[0]));
    }

    /**
     * Runs a program on some nodes. The first call builds the network.
     *
     * @param program started once per node and once more after each of its restarts
     * @param nodes where
     * @param <A> what the program returns
     * @return its handles
     */
    public <A> Replicas<A> start(Program<A> program, NodeId... nodes) {
        Replicas<A> replicas = new Replicas<>(this);
        for (NodeId node : nodes) {
            network().node(node).run(replicas.noting(between(program)));
        }
        return replicas;
    }

    /** The program with the adversary before its channels, and before that one the reader of what it sends. */
    private <A> Program<A> between(Program<A> program) {
        UnaryOperator<Stackable> adversary = interception;
        if (adversary == null && readings.isEmpty()) {
            return program;
        }
        return InterceptedChannels.of(program, wire -> {
            Stackable channel = adversary == null ? wire : adversary.apply(wire);
            Codec<?> codec = readings.get(wire.channel());
            return codec == null ? channel : notes().over(channel, codec);
        });
    }

    /**
     * The network, for what is said nowhere else.
     *
     * @return the same network at every call
     * @throws IllegalStateException if no nodes were named
     */
    public MemoryNetwork network() {
        MemoryNetwork built = network;
        if (built == null) {
            built = build();
            network = built;
        }
        return built;
    }

    private MemoryNetwork build() {
        Group nodes = group;
        if (nodes == null) {
            throw new IllegalStateException("name the nodes first: sim.nodes(\"a\", \"b\", \"c\")");
        }
        FaultPlan drawn = faults.draw(nodes, faultRandom);
        MemoryNetworkBuilder builder = MemoryNetwork.builder(nodes);
        settings.forEach(setting -> setting.accept(builder));
        builder.seed(seed)
                .faults(drawn.withSchedule(script.actions(drawn.schedule())))
                .trace(seen);
        script.fates(() -> network().now()).ifPresent(builder::fates);
        return builder.build();
    }

    /**
     * Lets things come in, at random nodes and random instants from now on. What comes to a node that is down is lost.
     *
     * @param count how many
     * @param within how far the instants spread, above zero, at most a hundred years
     * @param replicas to whom
     * @param values draws what comes in; its {@code toString} names it in a report
     * @param application how a handle takes it, on its node's loop
     * @param <A> the handles
     * @param <I> what comes in
     * @return this
     * @throws IllegalArgumentException if the number is negative or the time is not within its range
     */
    public <A, I> Simulation inputs(
            int count,
            Duration within,
            Replicas<A> replicas,
            Function<? super RandomGenerator, ? extends I> values,
            BiConsumer<? super A, ? super I> application) {
        if (count < 0) {
            throw new IllegalArgumentException("count: must be zero or more, but was " + count);
        }
        if (within.isZero() || within.isNegative() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "within: must be above zero and at most " + LONGEST + ", but was " + within);
        }
        inputs.draw(count, network().now(), within, replicas.nodes(), replicas, values, application);
        return this;
    }

    /**
     * Something that must hold from now on, after every event: safety.
     *
     * @param name what holds, such as {@code no counter is negative}
     * @param condition looked at after every event while time passes
     * @return this
     */
    public Simulation always(String name, BooleanSupplier condition) {
        invariants.add(new Invariant(name, condition));
        return this;
    }

    /**
     * Lets time pass.
     *
     * @param duration zero or more
     * @throws PropertyViolation if something that must always hold does not
     */
    public void run(Duration duration) {
        advance(duration, () -> false);
    }

    /**
     * Lets time pass until something holds: liveness.
     *
     * @param goal what is to hold, such as {@code counters agree}
     * @param deadline by when, from now on
     * @param reached looked at after every event
     * @throws PropertyViolation if it does not hold in time, or something that must always hold does not
     */
    public void await(String goal, Duration deadline, BooleanSupplier reached) {
        if (!advance(deadline, reached)) {
            throw violated(goal, false, "it did not come to hold within " + deadline);
        }
    }

    /**
     * A phase in which things go wrong and safety is watched, then one in which nothing does and liveness is demanded.
     *
     * @param trouble how long the first phase is
     * @param deadline by when the goal must be reached after it
     * @param goal what is to hold then, such as {@code counters agree}
     * @param reached looked at after every event of the second phase
     * @throws PropertyViolation if something that must always hold does not in either phase, or the goal is not reached in time
     */
    public void runThenHeal(Duration trouble, Duration deadline, String goal, BooleanSupplier reached) {
        run(trouble);
        heal();
        await(goal, deadline, reached);
    }

    /**
     * Ends all faults: cuts are mended, frames arrive once, in order and soon, slow nodes are fast, and nodes that are down recover, unless
     * the declared model has none that do.
     */
    public void heal() {
        network().apply(new FaultAction.EndFaults());
        if (model == null || !model.node().equals(NodeModel.crashStop())) {
            network().group().forEach(network()::recover);
        }
    }

    private boolean advance(Duration duration, BooleanSupplier reached) {
        Duration end = network().now().plus(duration);
        for (Duration instant : inputs.instantsUntil(end)) {
            if (advanceTo(instant, reached)) {
                return true;
            }
            inputs.arrive(instant);
        }
        return advanceTo(end, reached);
    }

    private boolean advanceTo(Duration instant, BooleanSupplier reached) {
        return network()
                .runUntil(
                        () -> {
                            requireInvariants();
                            return reached.getAsBoolean();
                        },
                        instant.minus(network().now()));
    }

    private void requireInvariants() {
        seen.overdrawn().ifPresent(violation -> {
            throw new PropertyViolation("seed " + seed, violation);
        });
        invariants.forEach(invariant -> {
            if (!invariant.condition.getAsBoolean()) {
                throw violated(invariant.name, true, "it does not hold after it");
            }
        });
    }

    private PropertyViolation violated(String property, boolean lastEvent, String saw) {
        TraceRecord last = lastEvent ? seen.last() : null;
        return new PropertyViolation("seed " + seed, new Violation(property, last, saw));
    }

    /**
     * All events so far, for the checks in {@link dev.strategos.testkit.properties}.
     *
     * @return an unmodifiable view, in the order of time
     */
    public List<TraceRecord> trace() {
        return seen.trace();
    }

    /**
     * Whether a node is up.
     *
     * @param node a member of the group
     * @return false before its first start, after a crash and after its end
     */
    public boolean isUp(NodeId node) {
        return seen.isUp(node);
    }

    /** What chance decided and what has taken effect, in the order of time. */
    List<Decision> decisions() {
        Duration end = network == null ? Duration.ZERO : network.now();
        return script.taken().stream()
                .filter(decision -> decision.at().compareTo(end) <= 0)
                .sorted(Comparator.comparing(Decision::at))
                .toList();
    }

    void close() {
        Optional.ofNullable(network).ifPresent(MemoryNetwork::close);
    }

    private void requireNotBuilt(String what) {
        if (network != null) {
            throw new IllegalStateException(what + ": say it before the first program starts");
        }
    }
}
