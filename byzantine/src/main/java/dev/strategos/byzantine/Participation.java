package dev.strategos.byzantine;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Timer;
import dev.strategos.core.TraceEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One general's part in one run: the rounds and their deadlines; what happens in them is the subclasses' own.
 *
 * <p>Nothing is done before the start, whatever has come by then. A round closes when it is {@linkplain #isComplete complete} or
 * when its deadline has passed; messages are looked at only after all rounds whose deadlines have passed were closed, so a late
 * timer lets nothing in.
 */
abstract class Participation<V, D> implements Deliberation<D> {

    private final Generals<V> generals;
    private final InstanceId instance;
    private final RoundSchedule schedule;
    private final Tally tally;
    private final List<RoundListener> roundListeners = new ArrayList<>();
    private final List<Consumer<? super D>> decisionListeners = new ArrayList<>();
    private final List<Equivocation> equivocations = new ArrayList<>();
    private final Map<NodeId, Set<Fault.Kind>> reported = new LinkedHashMap<>();
    private @Nullable Timer timer;
    private @Nullable D decision;
    private boolean missed;
    private boolean retired;
    private int round;

    Participation(Generals<V> generals, InstanceId instance, RoundSchedule schedule) {
        this.generals = generals;
        this.instance = instance;
        this.schedule = schedule;
        this.tally = new Tally(generals.tally());
    }

    /** Whom messages of a general have to name as the commander. */
    abstract NodeId commanderNamedBy(NodeId from);

    /** The start has come, and with it round 1. */
    abstract void begin();

    /** Takes a message of this round or a later one. */
    abstract void handle(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException;

    /** Whether all that the round can bring has come. */
    abstract boolean isComplete(int round);

    /** Whether the sender has had its say in a round. */
    abstract boolean hasHeard(int round, NodeId from);

    /** Makes of a round that closed what it comes to; perhaps the decision. */
    void settle(int closed) {}

    /** Whether this general has nothing to say in any round after the one that closed, though others may have. */
    boolean retiresAfter(int closed) {
        return false;
    }

    /** Sends what belongs into the round after the one that closed. */
    abstract void relay(int closed);

    /** Decides, unless that is done already: the last round closed. */
    abstract void conclude();

    /** Whether the sender's messages are dropped unread. */
    boolean ignores(NodeId from) {
        return false;
    }

    /** Looks at what waited for the round that has just begun. */
    void enter() {}

    final void arm(@Nullable String reasonToStayOut) {
        long late = sinceDeadline(0);
        String reason = reasonToStayOut;
        if (reason == null && late > 0) {
            reason = "was told of it " + late + " ns after its start";
        }
        if (reason == null) {
            timer = env().schedule(until(schedule.startNanos()), this::onTimer);
        } else {
            missed = true;
            fault(env().self(), Fault.Kind.SYNCHRONY_SUSPECTED, "takes no part: " + reason);
            timer = env().schedule(until(schedule.deadlineNanos(rounds())), () -> generals.end(this));
        }
    }

    final void receive(NodeId from, WireHeader header, ByteBuffer body) throws MalformedMessageException {
        if (missed || retired || ignores(from)) {
            return;
        }
        if (catchUp(1)) {
            armNext();
        }
        if (!header.commander().equals(commanderNamedBy(from))) {
            violation(from, "names '" + header.commander() + "' as the commander");
        } else if (header.round() > rounds()) {
            violation(from, "speaks in round " + header.round() + " of " + rounds());
        } else if (header.round() >= round) {
            handle(from, header, body);
            closeComplete();
        } else if (hasHeard(header.round(), from)) {
            violation(from, "speaks twice in round " + header.round());
        } else {
            tooLate(from, header.round());
        }
    }

    /** A round that closed early had heard everybody whose turn it was. */
    private void tooLate(NodeId from, int in) {
        long late = sinceDeadline(in);
        if (late < 0) {
            violation(from, "speaks in round " + in + ", which is not its turn");
        } else {
            fault(
                    from,
                    Fault.Kind.SYNCHRONY_SUSPECTED,
                    "round " + in + " had ended " + late + " ns before its message came");
        }
    }

    private void onTimer() {
        try {
            catchUp(0);
            closeComplete();
        } finally {
            armNext();
        }
    }

    /** Starts, and closes rounds, whatever was due at least so many nanoseconds ago; says whether anything was. */
    private boolean catchUp(long by) {
        boolean changed = false;
        if (round == 0 && sinceDeadline(0) >= by) {
            round = 1;
            changed = true;
            traceRound();
            begin();
            enter();
        }
        while (round >= 1 && round <= rounds() && sinceDeadline(round) >= by) {
            close();
            changed = true;
        }
        return changed;
    }

    private long sinceDeadline(int of) {
        return env().clock().nanos() - schedule.deadlineNanos(of);
    }

    private void closeComplete() {
        boolean closed = false;
        while (round >= 1 && round <= rounds() && isComplete(round)) {
            close();
            closed = true;
        }
        if (closed) {
            armNext();
        }
    }

    /** A listener that throws stops neither the round nor the other rounds; its exception is the host's to report. */
    private void close() {
        int closed = round;
        round = closed + 1;
        tally.roundClosed();
        try {
            List.copyOf(roundListeners).forEach(listener -> listener.onClosed(closed));
        } finally {
            try {
                settle(closed);
            } finally {
                goOn(closed);
            }
        }
    }

    private void goOn(int closed) {
        if (closed == rounds()) {
            try {
                conclude();
            } finally {
                end();
            }
        } else if (retiresAfter(closed)) {
            retire();
        } else {
            traceRound();
            relay(closed);
            enter();
        }
    }

    /** Stays until the last deadline, silent and deaf: what others still say in this run is no sign that they are late. */
    private void retire() {
        retired = true;
        round = rounds() + 1;
        if (timer != null) {
            timer.cancel();
        }
        timer = env().schedule(until(schedule.deadlineNanos(rounds())), () -> generals.end(this));
    }

    private void armNext() {
        if (timer != null && round <= rounds()) {
            timer.rearm(until(schedule.deadlineNanos(round)));
        }
    }

    private Duration until(long instant) {
        return Duration.ofNanos(Math.max(0, instant - env().clock().nanos()));
    }

    /** Leaves nothing here but the watermark. */
    final void end() {
        round = rounds() + 1;
        if (timer != null) {
            timer.cancel();
        }
        generals.end(this);
    }

    final void decide(D value) {
        if (decision != null) {
            return;
        }
        decision = value;
        if (env().tracer().isOn()) {
            env().tracer()
                    .trace(new TraceEvent.Decide(generals.spec().name(), instance.toString(), String.valueOf(value)));
        }
        for (Consumer<? super D> listener : List.copyOf(decisionListeners)) {
            listener.accept(value);
        }
        decisionListeners.clear();
    }

    final void send(NodeId to, ByteBuffer message, int logical, int inRound) {
        int bytes = message.remaining();
        generals.send(to, message, schedule.deadlineNanos(inRound), () -> tally.sent(logical, bytes));
    }

    final void violation(NodeId from, String evidence) {
        fault(from, Fault.Kind.PROTOCOL_VIOLATION, evidence);
    }

    /** Keeps a proof of treason, and reports it. */
    final void proven(Equivocation equivocation) {
        equivocations.add(equivocation);
        fault(equivocation.accused(), Fault.Kind.TREASON_PROVEN, equivocation.toString());
    }

    /** Reports once per general and kind: a flood of the same is one fault. */
    final void fault(NodeId who, Fault.Kind kind, String evidence) {
        if (reported.computeIfAbsent(who, id -> EnumSet.noneOf(Fault.Kind.class))
                .add(kind)) {
            env().report(new Fault(who, kind, generals.spec().name() + " " + instance + ": " + evidence));
        }
    }

    private void traceRound() {
        if (env().tracer().isOn()) {
            env().tracer().trace(new TraceEvent.Round(generals.spec().name(), instance.toString(), round));
        }
    }

    final Generals<V> generals() {
        return generals;
    }

    final Environment env() {
        return generals.env();
    }

    final int rounds() {
        return generals.spec().rounds();
    }

    final Tally tally() {
        return tally;
    }

    final void checkRound(int asked) {
        if (asked < 1 || asked > rounds()) {
            throw new IllegalArgumentException("round: must be 1 to " + rounds() + ", but was " + asked);
        }
    }

    @Override
    public final InstanceId instance() {
        return instance;
    }

    @Override
    public final RoundSchedule schedule() {
        return schedule;
    }

    @Override
    public final boolean missedStart() {
        return missed;
    }

    @Override
    public final int round() {
        return round;
    }

    @Override
    public final Optional<D> decision() {
        return Optional.ofNullable(decision);
    }

    @Override
    public final void onDecision(Consumer<? super D> action) {
        if (decision == null) {
            decisionListeners.add(action);
        } else {
            action.accept(decision);
        }
    }

    @Override
    public final void onSimultaneousDecision(Consumer<? super D> action) {
        env().schedule(until(schedule.deadlineNanos(rounds())), () -> onDecision(action));
    }

    @Override
    public final void onRoundClosed(RoundListener listener) {
        roundListeners.add(listener);
    }

    @Override
    public final List<Equivocation> equivocations() {
        return List.copyOf(equivocations);
    }

    @Override
    public final Counters counters() {
        return tally.counters();
    }

    /** Such as {@code alice/7, round 2}. */
    @Override
    public String toString() {
        return instance + (missed ? ", missed" : ", round " + round);
    }
}
