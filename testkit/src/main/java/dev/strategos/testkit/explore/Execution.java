package dev.strategos.testkit.explore;

import dev.strategos.core.Group;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceRecord;
import dev.strategos.transport.memory.Fingerprint;
import dev.strategos.transport.memory.MemoryNetwork;
import dev.strategos.transport.memory.Step;
import dev.strategos.transport.memory.Steps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run, from its beginning, as far as it is driven. */
final class Execution<S> {

    private final Explorer<S> explorer;
    private final Limits limits;
    private final Group group;
    private final MemoryNetwork network;
    private final Steps steps;
    private final S system;
    private final List<TraceRecord> trace = new ArrayList<>();
    private final Fingerprint observed = new Fingerprint();
    private final boolean[] down;
    private int losses;
    private int duplications;
    private int crashes;
    private int recoveries;
    private int timers;
    private boolean sawObserved;

    /** Begins a run: starts the system, and introduces its nodes to each other. */
    Execution(Explorer<S> explorer, Decisions decisions, boolean traced) {
        this.explorer = explorer;
        this.limits = explorer.limits();
        this.group = explorer.group();
        this.down = new boolean[group.size()];
        this.network = explorer.newNetwork(traced || explorer.looksAtTraces() ? this::record : null);
        this.steps = network.steps();
        this.system = guarded(() -> explorer.scenario().begin(new Scene(network, decisions)));
        guarded(() -> {
            settle();
            return network;
        });
    }

    private void settle() {
        boolean told = true;
        while (told) {
            told = false;
            for (Step step : steps.pending()) {
                if (step.kind() == Step.Kind.NEWS) {
                    steps.take(step);
                    told = true;
                    break;
                }
            }
        }
    }

    private void record(TraceRecord record) {
        trace.add(record);
        if (explorer.isObserved(record.event())) {
            sawObserved = true;
            observed.add(record.peer().toString()).add(record.event().describe());
        }
    }

    /** What could come next, in an order that depends on the choices so far alone. */
    List<Move> moves() {
        List<Step> pending = admitted(withinTimers(steps.pending()));
        List<Move> moves = new ArrayList<>(pending.size() + 2);
        for (Step step : pending) {
            moves.add(Move.take(step, group.rank(step.at()), steps.movesCommonTime(step)));
        }
        addFaults(pending, moves);
        return moves;
    }

    /** First of all: a timer that may not fire any more must not stand in the way of what comes behind it. */
    private List<Step> withinTimers(List<Step> pending) {
        if (timers < limits.timers()) {
            return pending;
        }
        return pending.stream().filter(step -> step.kind() != Step.Kind.TIMER).toList();
    }

    private List<Step> admitted(List<Step> pending) {
        return switch (limits.orders()) {
            case ALL -> pending;
            case IN_ORDER_PER_PAIR -> {
                Set<String> directions = new LinkedHashSet<>();
                yield pending.stream()
                        .filter(step -> isFirstOfItsWay(step, directions))
                        .toList();
            }
            case ONE -> pending.subList(0, Math.min(1, pending.size()));
        };
    }

    private static boolean isFirstOfItsWay(Step step, Set<String> directions) {
        MessageId message = step.message();
        return message == null || directions.add(message.sender() + "→" + message.receiver());
    }

    private void addFaults(List<Step> pending, List<Move> moves) {
        for (Step step : pending) {
            if (step.kind() == Step.Kind.ARRIVAL && losses < limits.losses()) {
                moves.add(Move.lose(step));
            }
        }
        for (Step step : pending) {
            if (step.kind() == Step.Kind.ARRIVAL && duplications < limits.duplications() && steps.isOriginal(step)) {
                moves.add(Move.repeat(step));
            }
        }
        for (int rank = 0; rank < group.size(); rank++) {
            if (!down[rank] && crashes < limits.crashes()) {
                moves.add(Move.crash(group.member(rank), rank));
            }
            if (down[rank] && recoveries < limits.recoveries()) {
                moves.add(Move.recover(group.member(rank), rank));
            }
        }
    }

    /** Whether nothing happens any more by itself. */
    static boolean isQuiet(List<Move> moves) {
        for (Move move : moves) {
            if (move.kind() == Move.Kind.TAKE) {
                return false;
            }
        }
        return true;
    }

    void perform(Move move) {
        sawObserved = false;
        guarded(() -> {
            carryOut(move);
            return move;
        });
        if (sawObserved) {
            move.becomeVisible();
        }
    }

    private void carryOut(Move move) {
        switch (move.kind()) {
            case TAKE -> {
                timers += move.step().kind() == Step.Kind.TIMER ? 1 : 0;
                steps.take(move.step());
            }
            case LOSE -> {
                losses++;
                steps.lose(move.step());
            }
            case REPEAT -> {
                duplications++;
                steps.repeat(move.step());
            }
            case CRASH -> {
                crashes++;
                setDown(move.node(), true);
                network.crash(move.node());
            }
            case RECOVER -> {
                recoveries++;
                setDown(move.node(), false);
                network.recover(move.node());
            }
        }
    }

    private void setDown(NodeId node, boolean isDown) {
        down[group.rank(node)] = isDown;
    }

    /** A failure of the system is a violation too. */
    private static <A> A guarded(java.util.function.Supplier<A> action) {
        try {
            return action.get();
        } catch (ScheduleException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw new Violation("no program fails", e.toString(), e);
        }
    }

    /**
     * Looks at the state that the run is in.
     *
     * @param quiet whether nothing happens any more by itself
     */
    void check(boolean quiet) {
        for (Property<S> property : explorer.properties()) {
            if (quiet || !property.isOnlyAtEnd()) {
                property.check(system, trace);
            }
        }
    }

    /** All that decides what can happen from here on, and what properties will say of it. */
    Fingerprint fingerprint() {
        Fingerprint digest = new Fingerprint();
        network.addTo(digest);
        explorer.digest().accept(system, digest);
        return digest.add(observed)
                .add(losses)
                .add(duplications)
                .add(crashes)
                .add(recoveries)
                .add(limits.timers() == Limits.UNLIMITED ? 0 : timers);
    }

    List<TraceRecord> trace() {
        return trace;
    }
}
