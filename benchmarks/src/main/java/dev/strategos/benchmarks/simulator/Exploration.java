package dev.strategos.benchmarks.simulator;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.testkit.explore.Bounds;
import dev.strategos.testkit.explore.Explorer;
import dev.strategos.testkit.explore.Property;
import java.nio.ByteBuffer;

/** Three nodes of which two ask both others, who answer: every order of these eight messages, or as many as there is time for, depth-first and unreduced. */
final class Exploration implements Measure {

    private static final Group GROUP = Group.named("a", "b", "c");
    private static final byte QUESTION = 0;
    private static final byte ANSWER = 1;

    private final long states;

    Exploration(long states) {
        this.states = states;
    }

    @Override
    public String label() {
        return "explorer";
    }

    @Override
    public String unit() {
        return "transitions";
    }

    @Override
    public double goal() {
        return 100_000;
    }

    @Override
    public long run() {
        return Explorer.of(GROUP, scene -> {
                    scene.run("c", Asker::new);
                    return new Asker[] {
                        scene.run("a", env -> new Asker(env).ask()), scene.run("b", env -> new Asker(env).ask())
                    };
                })
                .unreduced()
                .bounds(Bounds.defaults().withStates(states))
                .requiring(Property.always(
                        "two answers at most", askers -> askers[0].answers <= 2 && askers[1].answers <= 2))
                .explore()
                .requireNoViolation()
                .coverage()
                .transitions();
    }

    private static final class Asker {

        private final Environment env;
        private final Wire wire;
        private int answers;

        Asker(Environment env) {
            this.env = env;
            this.wire = env.open("questions");
            wire.onDeliver((from, message) -> {
                if (message.get() == QUESTION) {
                    send(from.id(), ANSWER);
                } else {
                    answers++;
                }
            });
        }

        Asker ask() {
            env.group().others(env.self()).forEach(other -> send(other, QUESTION));
            return this;
        }

        private void send(NodeId to, byte kind) {
            wire.send(to, ByteBuffer.allocate(1).put(kind).flip());
        }
    }
}
