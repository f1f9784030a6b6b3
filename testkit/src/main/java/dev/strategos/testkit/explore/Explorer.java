package dev.strategos.testkit.explore;

import dev.strategos.core.Group;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceSink;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.memory.Fingerprint;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every run of a small system: every order in which messages may arrive and timers fire, every loss, repetition, crash and
 * recovery up to a number, every choice that an adversary has; on the same programs that run elsewhere.
 *
 * <p>It ends with a {@link Exploration}: all runs were looked at; or a bound was reached; or a property does not hold, with the choices that
 * lead there. Breadth-first, no counterexample has fewer steps. Only what the declared {@link SystemModel} allows is tried: over a reliable
 * network nothing is lost, in a synchronous system nothing is late.
 *
 * <p>Runs that differ in nothing but the order of independent steps are tried once (sleep sets); {@link #unreduced} tries them all. With a
 * {@link #fingerprint}, no state is explored twice instead.
 *
 * <pre>{@code
 * Exploration result = Explorer.of(Group.named("a", "b"), MyProtocol::begin)
 *         .losses(1)
 *         .crashes(1)
 *         .breadthFirst()
 *         .requiring(Property.always("agreement", outcome -> outcome.agrees()))
 *         .explore();
 * result.requireExhausted();
 * }</pre>
 *
 * <p>Each setting hands back this explorer. Not thread-safe; the system runs in the thread that calls {@code explore}.
 *
 * @param <S> what properties look at
 */
public final class Explorer<S> {

    private final Group group;
    private final Scenario<S> scenario;
    private SystemModel model =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());
    private long seed;
    private int losses;
    private int duplications;
    private int crashes;
    private int recoveries;
    private int timers = Limits.UNLIMITED;
    private Limits.Orders orders = Limits.Orders.ALL;
    private String adversary = "";
    private Bounds bounds = Bounds.defaults();
    private boolean breadthFirst;
    private boolean reduced = true;
    private @Nullable BiConsumer<S, Fingerprint> digest;
    private UnaryOperator<MemoryNetworkBuilder> network = builder -> builder;
    private final List<Property<S>> properties = new ArrayList<>();

    private Explorer(Group group, Scenario<S> scenario) {
        this.group = group;
        this.scenario = scenario;
    }

    /**
     * Explores a system: depth-first, reduced, with {@link Bounds#defaults()}; over fair-loss channels, with crash-recovery nodes and
     * partial synchrony, in which nothing goes wrong but the order of events.
     *
     * @param group the nodes, at most 64
     * @param scenario how a run begins
     * @param <S> what properties look at
     * @return the explorer
     */
    public static <S> Explorer<S> of(Group group, Scenario<S> scenario) {
        if (group.size() > Long.SIZE) {
            throw new IllegalArgumentException("group: must have at most 64 nodes, but had " + group.size());
        }
        return new Explorer<>(group, scenario);
    }

    /**
     * The world: what it rules out is not tried, and cannot be asked for.
     *
     * @param world declared to the programs
     * @return this
     */
    public Explorer<S> model(SystemModel world) {
        this.model = world;
        return this;
    }

    /**
     * Where the programs' chance comes from. It is no choice: the result is for this seed.
     *
     * @param number any; default 0
     * @return this
     */
    public Explorer<S> seed(long number) {
        this.seed = number;
        return this;
    }

    /**
     * Frames may be lost, any of those under way.
     *
     * @param most in one run, at least 0; default 0
     * @return this
     */
    public Explorer<S> losses(int most) {
        this.losses = most;
        return this;
    }

    /**
     * Frames may arrive once more.
     *
     * @param most in one run, at least 0; default 0
     * @return this
     */
    public Explorer<S> duplications(int most) {
        this.duplications = most;
        return this;
    }

    /**
     * Nodes may crash, between any two steps.
     *
     * @param most in one run, at least 0; default 0
     * @return this
     */
    public Explorer<S> crashes(int most) {
        this.crashes = most;
        return this;
    }

    /**
     * Crashed nodes may start again.
     *
     * @param most in one run, at least 0; default 0
     * @return this
     */
    public Explorer<S> recoveries(int most) {
        this.recoveries = most;
        return this;
    }

    /**
     * Only so many timers fire, then none: else what repeats itself has no end.
     *
     * @param most in one run, at least 0; no limit unless said
     * @return this
     */
    public Explorer<S> timers(int most) {
        this.timers = most;
        return this;
    }

    /**
     * Frames from one node to another arrive in the order of sending, as over one TCP connection.
     *
     * @return this
     */
    public Explorer<S> inOrder() {
        this.orders = Limits.Orders.IN_ORDER_PER_PAIR;
        return this;
    }

    /**
     * Of all orders of steps only one is tried, that in which they became possible: what is explored is what goes wrong, and what the
     * scenario itself leaves open.
     *
     * @return this
     */
    public Explorer<S> oneOrder() {
        this.orders = Limits.Orders.ONE;
        return this;
    }

    /**
     * Says what the scenario's own choices are: the alphabet of its adversaries. It is told with the result.
     *
     * @param alphabet in words
     * @return this
     */
    public Explorer<S> adversary(String alphabet) {
        this.adversary = alphabet;
        return this;
    }

    /**
     * How far to go.
     *
     * @param limits default {@link Bounds#defaults()}
     * @return this
     */
    public Explorer<S> bounds(Bounds limits) {
        this.bounds = limits;
        return this;
    }

    /**
     * Shorter runs first: no counterexample has fewer steps than the one that is found. Takes more time and memory than depth-first.
     *
     * @return this
     */
    public Explorer<S> breadthFirst() {
        this.breadthFirst = true;
        return this;
    }

    /**
     * Tries all orders, those of independent steps too: to check the reduction, or for a scenario whose nodes share what the network does
     * not know of.
     *
     * @return this
     */
    public Explorer<S> unreduced() {
        this.reduced = false;
        return this;
    }

    /**
     * Explores no state twice. It replaces the reduction, which may not be combined with it.
     *
     * @param state adds all that the programs hold, and all else that properties look at, to a digest; the network's own state is in it
     *     already: what is under way, timers, storage, randomness used
     * @return this
     */
    public Explorer<S> fingerprint(BiConsumer<S, Fingerprint> state) {
        this.digest = state;
        return this;
    }

    /**
     * Changes the network on which runs take place, such as its largest frame.
     *
     * @param change to the builder of each run's network; seed, model and trace are set after it
     * @return this
     */
    public Explorer<S> network(UnaryOperator<MemoryNetworkBuilder> change) {
        this.network = change;
        return this;
    }

    /**
     * Adds what must hold.
     *
     * @param property in every run
     * @return this
     */
    public Explorer<S> requiring(Property<S> property) {
        properties.add(property);
        return this;
    }

    /**
     * Explores.
     *
     * @return how it ended
     * @throws IllegalArgumentException if a limit is negative, or the model rules out what may go wrong
     */
    public Exploration explore() {
        requireAllowed();
        return new Search<>(this).search();
    }

    /**
     * Plays the choices of an earlier run again; a choice that they leave out is made for the first of what is possible.
     *
     * @param schedule the choices
     * @return the run as far as the choices go, with {@code property} and {@code why} empty if all holds
     * @throws IllegalArgumentException if a choice is not possible where it stands; the message says what is
     */
    public Counterexample replay(Schedule schedule) {
        requireAllowed();
        return Replay.of(this, schedule);
    }

    private void requireAllowed() {
        limits();
        if (model.network() == NetworkModel.RELIABLE && (losses > 0 || duplications > 0)) {
            throw new IllegalArgumentException(
                    "losses, duplications: a reliable network has none; declare a weaker SystemModel");
        }
        if (model.node() == NodeModel.crashStop() && recoveries > 0) {
            throw new IllegalArgumentException(
                    "recoveries: crash-stop nodes do not recover; declare a weaker SystemModel");
        }
    }

    Group group() {
        return group;
    }

    Scenario<S> scenario() {
        return scenario;
    }

    SystemModel model() {
        return model;
    }

    Limits limits() {
        return new Limits(losses, duplications, crashes, recoveries, timers, orders);
    }

    Bounds bounds() {
        return bounds;
    }

    boolean isBreadthFirst() {
        return breadthFirst;
    }

    boolean isReduced() {
        return reduced && digest == null;
    }

    boolean hasFingerprint() {
        return digest != null;
    }

    BiConsumer<S, Fingerprint> digest() {
        return digest == null ? (system, state) -> {} : digest;
    }

    List<Property<S>> properties() {
        return properties;
    }

    boolean looksAtTraces() {
        return properties.stream().anyMatch(Property::looksAtTrace);
    }

    boolean isObserved(TraceEvent event) {
        for (Property<S> property : properties) {
            if (property.observes(event)) {
                return true;
            }
        }
        return false;
    }

    String alphabet() {
        return limits() + (adversary.isEmpty() ? "" : "; adversary: " + adversary) + "; seed " + seed;
    }

    String searchInWords() {
        return (breadthFirst ? "breadth-first" : "depth-first")
                + (hasFingerprint() ? ", by fingerprints" : reduced ? ", sleep sets" : ", unreduced");
    }

    MemoryNetwork newNetwork(@Nullable TraceSink sink) {
        MemoryNetworkBuilder builder = network.apply(MemoryNetwork.builder(group))
                .seed(seed)
                .model(model)
                .stepwise();
        return (sink == null ? builder : builder.trace(sink)).build();
    }
}
