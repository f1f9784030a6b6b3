package dev.strategos.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.explore.fixture.Scribe;
import dev.strategos.transport.memory.Fingerprint;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each reduction visits the states that the search without reduction visits. */
class ReductionTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");
    private static final Group GROUP = Group.of(A, B, C);
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMillis(20);

    /** A scene with a scribe at each node, the lives of each in a list. */
    private record World(MemoryNetwork network, Map<NodeId, List<Scribe>> lives) {

        static World of(Scene scene) {
            Map<NodeId, List<Scribe>> lives = new LinkedHashMap<>();
            for (NodeId node : scene.network().group()) {
                List<Scribe> ofNode = new ArrayList<>();
                lives.put(node, ofNode);
                scene.run(node.name(), env -> ofNode.add(new Scribe(env, true)));
            }
            return new World(scene.network(), lives);
        }

        Scribe first(NodeId node) {
            return lives.get(node).get(0);
        }

        String state() {
            Fingerprint digest = new Fingerprint();
            network.addTo(digest);
            return lives + " " + digest;
        }
    }

    /** What a search came by. */
    private record Visit(Set<String> states, Set<String> ends, Coverage coverage) {}

    private static Visit visit(
            Group group,
            UnaryOperator<Explorer<World>> way,
            Scenario<World> scenario,
            Consumer<Explorer<World>> setting) {
        Set<String> states = new TreeSet<>();
        Set<String> ends = new TreeSet<>();
        Explorer<World> explorer = Explorer.of(group, scenario)
                .requiring(Property.always("noted", world -> states.add(world.state()) || true))
                .requiring(Property.atEnd("noted", world -> ends.add(world.state()) || true));
        setting.accept(explorer);
        Exploration result = way.apply(explorer).explore().requireExhausted();
        return new Visit(states, ends, result.coverage());
    }

    private static Visit compare(Scenario<World> scenario, Consumer<Explorer<World>> setting) {
        return compare(GROUP, scenario, setting);
    }

    private static Visit compare(Group group, Scenario<World> scenario, Consumer<Explorer<World>> setting) {
        Visit all = visit(group, Explorer::unreduced, scenario, setting);
        Visit reduced = visit(group, explorer -> explorer, scenario, setting);
        Visit broad = visit(group, Explorer::breadthFirst, scenario, setting);
        Visit hashed = visit(
                group,
                explorer -> explorer.fingerprint(
                        (world, digest) -> digest.add(world.lives().toString())),
                scenario,
                setting);
        assertThat(all.ends()).isNotEmpty();
        for (Visit visit : List.of(reduced, broad, hashed)) {
            assertThat(visit.states()).as(visit.coverage().toString()).isEqualTo(all.states());
            assertThat(visit.ends()).as(visit.coverage().toString()).isEqualTo(all.ends());
            assertThat(visit.coverage().transitions())
                    .isLessThanOrEqualTo(all.coverage().transitions());
        }
        assertThat(hashed.coverage().states())
                .isBetween((long) all.states().size(), all.coverage().states());
        assertThat(broad.coverage().transitions()).isEqualTo(reduced.coverage().transitions());
        return all;
    }

    @Test
    void arrivalsAtOneNodeDependOnEachOther() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).send(C, 1).send(B, 101));
                    scene.execute("b", () -> world.first(B).send(C, 2));
                    return world;
                },
                explorer -> {});
    }

    @Test
    void lossesShareTheirNumber() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).send(C, 1).send(B, 101));
                    return world;
                },
                explorer -> explorer.losses(1));
    }

    @Test
    void aRepeatedFrameIsOneMore() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).send(C, 1).send(B, 101));
                    return world;
                },
                explorer -> explorer.duplications(1).losses(1));
    }

    @Test
    void aCrashLosesWhatWasNotSynced() {
        compare(
                Group.of(A, B),
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).send(B, 110));
                    return world;
                },
                explorer -> explorer.crashes(1).recoveries(1));
    }

    /** A node that is told of another, which crashes again meanwhile. */
    @Test
    void newsOfANodeDependOnWhetherItIsUp() {
        compare(Group.of(A, B), World::of, explorer -> explorer.crashes(2).recoveries(1));
    }

    @Test
    void timersOfDifferentNodesHaveNoCommonTime() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    world.network()
                            .node(A)
                            .execute(() -> world.first(A).after(SHORT, B, 1).after(LONG, C, 2));
                    world.network().node(B).execute(() -> world.first(B).after(LONG, A, 3));
                    return world;
                },
                explorer -> {});
    }

    /** One clock for all: what arrives before a timer of another node finds another time. */
    @Test
    void inASynchronousSystemTimersMoveTheTimeOfAll() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).after(SHORT.dividedBy(2), B, 1));
                    scene.execute("b", () -> world.first(B).after(LONG, A, 3).send(C, 2));
                    return world;
                },
                explorer -> explorer.model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.crashStop(),
                        TimingModel.synchronous(SHORT, 0, Duration.ZERO))));
    }

    @Test
    void aLimitedNumberOfTimersIsShared() {
        compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).after(SHORT, B, 1));
                    scene.execute("b", () -> world.first(B).after(SHORT, A, 2));
                    scene.execute("c", () -> world.first(C).after(SHORT, A, 3));
                    return world;
                },
                explorer -> explorer.timers(2));
    }

    @Test
    void whatTheSystemLeavesOpenIsChosenInEveryWay() {
        Visit all = compare(
                scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> {
                        world.first(A).send(B, scene.choose("to b", List.of(1, 2)));
                        world.first(A).send(C, scene.choose("to c", List.of(3, 4)));
                    });
                    scene.execute("b", () -> world.first(B).send(C, 5));
                    return world;
                },
                explorer -> {});
        // Two values for b, two for c, and 5 before or after the latter.
        assertThat(all.ends()).hasSize(8);
    }

    /** Two nodes decide, and the property looks at who was first: their steps are not exchanged. */
    @Test
    void whatAPropertyObservesIsNeverCommuted() {
        assertThat(observed(Explorer::unreduced))
                .hasSize(2)
                .isEqualTo(observed(explorer -> explorer))
                .isEqualTo(observed(Explorer::breadthFirst))
                .isEqualTo(observed(explorer -> explorer.fingerprint(
                        (world, digest) -> digest.add(world.lives().toString()))));
    }

    private static Set<String> observed(UnaryOperator<Explorer<World>> way) {
        Set<String> orders = new TreeSet<>();
        Explorer<World> explorer = Explorer.<World>of(GROUP, scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).decide("x"));
                    scene.execute("b", () -> world.first(B).decide("y"));
                    return world;
                })
                .requiring(Property.ofTraceAtEnd(
                        "noted",
                        TraceEvent.Decide.class::isInstance,
                        trace -> orders.add(trace.stream()
                                .map(record -> record.event())
                                .filter(TraceEvent.Decide.class::isInstance)
                                .map(TraceEvent::describe)
                                .toList()
                                .toString())));
        way.apply(explorer).explore().requireExhausted();
        return orders;
    }

    /** Without the property's eye on them, one order stands for both. */
    @Test
    void whatNoPropertyObservesIsCommuted() {
        Exploration result = Explorer.<World>of(GROUP, scene -> {
                    World world = World.of(scene);
                    scene.execute("a", () -> world.first(A).decide("x"));
                    scene.execute("b", () -> world.first(B).decide("y"));
                    return world;
                })
                .explore();
        assertThat(result.coverage().transitions()).isEqualTo(3);
    }
}
