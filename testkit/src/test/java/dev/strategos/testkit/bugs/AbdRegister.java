package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.history.History;
import dev.strategos.testkit.history.Linearisability;
import dev.strategos.testkit.history.SequentialSpecification;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A register of many writers and readers over copies at all nodes (Attiya, Bar-Noy, Dolev 1995; Lynch, Shvartsman 1997). */
final class AbdRegister extends SmallNode {

    private static final int ASK = 1;
    private static final int TOLD = 2;
    private static final int STORE = 3;
    private static final int STORED = 4;
    /** A read, as an input. */
    static final int READ = 0;

    private final History<Integer, Integer> history;
    /** The time stamp, its writer and the value. */
    private int[] copy;

    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private final List<Integer> answered = new ArrayList<>();
    private int[] youngest = new int[3];
    private int[] question = new int[0];
    private int questions;
    private Consumer<int[]> whenAnswered = youngest -> {};
    private boolean busy;

    AbdRegister(Environment env, Bug bug, History<Integer, Integer> history) {
        super(env, bug);
        this.history = history;
        this.copy = has(Bug.REGISTER_FORGETS) ? new int[3] : recall(3);
        every(Duration.ofMillis(100), () -> {
            if (busy) {
                toAll(question);
            }
        });
    }

    private static final class Register implements SequentialSpecification<Integer, Integer, Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Step<Integer, Integer> apply(Integer state, Integer input) {
            return input == READ ? new Step<>(state, state) : new Step<>(input, input);
        }
    }

    static void scenario(Simulation sim, Bug bug) {
        History<Integer, Integer> history = new History<>();
        Replicas<AbdRegister> registers = sim.nodes("a", "b", "c")
                .faults(Bounces.besides(Swarm.standard(), Duration.ofSeconds(5)))
                .configure(network -> network.syncTime(Duration.ofMillis(100)))
                .start(env -> new AbdRegister(env, bug, history));
        sim.inputs(
                50,
                Duration.ofSeconds(5),
                registers,
                random -> random.nextBoolean() ? READ : 1 + random.nextInt(1_000),
                AbdRegister::perform);
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                "all is answered",
                () -> registers.live().stream().noneMatch(register -> register.busy));
        Linearisability.of(history.operations(), new Register()).require("seed " + sim.seed());
    }

    void perform(int input) {
        waiting.add(input);
        next();
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        int input = waiting.remove();
        var call = history.called(env.self() + "#" + life(), input);
        if (input == READ && has(Bug.REGISTER_READS_LOCALLY)) {
            done(call, copy[2]);
        } else if (input != READ && has(Bug.REGISTER_WRITES_UNASKED)) {
            write(call, copy, input);
        } else {
            ask(latest -> {
                if (input != READ) {
                    write(call, latest, input);
                } else if (has(Bug.REGISTER_NEVER_WRITES_BACK)) {
                    done(call, latest[2]);
                } else {
                    store(latest, () -> done(call, latest[2]));
                }
            });
        }
    }

    private void write(History<Integer, Integer>.Call call, int[] latest, int value) {
        int writer = has(Bug.REGISTER_TIES) ? 0 : life() * size + rank;
        store(new int[] {latest[0] + 1, writer, value}, () -> done(call, value));
    }

    private void done(History<Integer, Integer>.Call call, int value) {
        busy = false;
        call.answered(value);
        next();
    }

    private void ask(Consumer<int[]> then) {
        begin(new int[] {ASK, nextQuestion()}, then);
    }

    private void store(int[] value, Runnable then) {
        begin(new int[] {STORE, nextQuestion(), value[0], value[1], value[2]}, youngest -> then.run());
    }

    private int nextQuestion() {
        return life() * 10_000 + ++questions;
    }

    private void begin(int[] message, Consumer<int[]> then) {
        question = message;
        whenAnswered = then;
        answered.clear();
        youngest = new int[3];
        toAll(message);
    }

    @Override
    void received(int from, int[] message) {
        switch (message[0]) {
            case ASK -> send(from, TOLD, message[1], copy[0], copy[1], copy[2]);
            case STORE -> stored(from, message);
            default -> answered(from, message);
        }
    }

    private void stored(int from, int[] message) {
        int[] value = {message[2], message[3], message[4]};
        if (isYounger(value, copy) || has(Bug.REGISTER_TAKES_THE_LAST)) {
            copy = value;
        }
        if (has(Bug.REGISTER_ANSWERS_BEFORE_SYNC)) {
            send(from, STORED, message[1]);
            keep(copy.clone(), () -> {});
        } else {
            keep(copy.clone(), () -> send(from, STORED, message[1]));
        }
    }

    private boolean isYounger(int[] one, int[] other) {
        return one[0] != other[0] ? one[0] > other[0] : one[1] > other[1];
    }

    private void answered(int from, int[] message) {
        boolean mine = busy && message[1] == question[1];
        if ((!mine && !(busy && has(Bug.REGISTER_MIXES_ANSWERS))) || answered.contains(from)) {
            return;
        }
        answered.add(from);
        if (message[0] == TOLD) {
            int[] told = {message[2], message[3], message[4]};
            youngest = isYounger(told, youngest) ? told : youngest;
        }
        if (answered.size() == (has(Bug.REGISTER_ASKS_A_MINORITY) ? 1 : size / 2 + 1)) {
            whenAnswered.accept(youngest);
        }
    }
}
