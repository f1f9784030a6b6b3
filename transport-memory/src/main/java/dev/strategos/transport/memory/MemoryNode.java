package dev.strategos.transport.memory;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Program;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node of the network through all its lives: its disk, its programs, and the environment of the life that it leads now. */
final class MemoryNode implements Node {

    private final NodeId id;
    private final int rank;
    private final NetworkConfig config;
    private final Timeline timeline;
    private final Fabric fabric;
    private final Driver driver;
    private final SplittableRandom random;
    private final NodeClock clock;
    private final int maxFrameBytes;
    private final MemoryDisk disk = new MemoryDisk();
    private final List<Program<?>> programs = new ArrayList<>();
    /** Null until a program asks for it first: one thing less to be fetched in each turn. */
    private @Nullable ArrayDeque<Runnable> endOfTurn;

    private final Backlog backlog;
    /** Whether anything ever held this node up. */
    private boolean wasHeldUp;

    private final AtomicInteger queuedActions = new AtomicInteger();
    private long lives;
    private volatile boolean closed;
    private @Nullable MemoryEnvironment environment;
    private Tracer recorder = Tracer.OFF;

    MemoryNode(
            NodeId id,
            int rank,
            NetworkConfig config,
            Timeline timeline,
            Fabric fabric,
            Driver driver,
            SplittableRandom random) {
        this.id = id;
        this.rank = rank;
        this.config = config;
        this.timeline = timeline;
        this.fabric = fabric;
        this.driver = driver;
        this.random = random;
        // Clocks of different nodes have no common origin: whoever compares them shall see it in the first test.
        this.clock = new NodeClock(random.nextLong(1L << 50));
        this.maxFrameBytes = config.faults().frameLimits().getOrDefault(id, config.maxFrameBytes());
        this.backlog = new Backlog(this, timeline);
    }

    @Override
    public NodeId id() {
        return id;
    }

    int rank() {
        return rank;
    }

    NodeClock clock() {
        return clock;
    }

    /** The longest frame that this node sends or takes. */
    int maxFrameBytes() {
        return maxFrameBytes;
    }

    /** The clock's rate changes; at this instant it still reads the same. */
    private void setClockRate(double rate) {
        clock.setRate(timeline.now(), rate);
        rescheduleTimers();
    }

    private void rescheduleTimers() {
        MemoryEnvironment now = environment;
        if (now != null) {
            now.timers().reschedule();
        }
    }

    /** The life that the node leads now; null while it is down. */
    @Nullable
    MemoryEnvironment environment() {
        return environment;
    }

    /** Traces what the network does to this node; while it is down, as the last words of the life that it had. */
    void record(TraceEvent event) {
        if (recorder.isOn()) {
            recorder.trace(event);
        }
    }

    @Override
    public <A> A run(Program<A> program) {
        return driver.call(() -> {
            if (timeline.running() != null) {
                throw new IllegalStateException(
                        "run would wait for its own loop: call it from outside of the network's turns");
            }
            return started().runNow(program);
        });
    }

    private MemoryNode started() {
        if (closed) {
            throw new IllegalStateException("node '" + id + "' is closed");
        }
        if (lives == 0) {
            start();
        }
        return this;
    }

    private <A> A runNow(Program<A> program) {
        MemoryEnvironment now = environment;
        if (now == null) {
            throw new IllegalStateException("node '" + id + "' is down: recover it first");
        }
        Start<A> start = new Start<>(program, now);
        timeline.turn(this, start);
        A result = start.result();
        programs.add(program);
        return result;
    }

    @Override
    public boolean execute(Runnable action) {
        if (closed) {
            return false;
        }
        if (queuedActions.incrementAndGet() > config.maxQueuedActions()) {
            queuedActions.decrementAndGet();
            return false;
        }
        boolean posted = driver.post(() -> enqueue(action));
        if (!posted) {
            queuedActions.decrementAndGet();
        }
        return posted;
    }

    private void enqueue(Runnable action) {
        if (!closed && lives == 0) {
            start();
        }
        MemoryEnvironment now = environment;
        if (now == null) {
            queuedActions.decrementAndGet();
            return;
        }
        timeline.after(0, new QueuedAction(now, action));
    }

    @Override
    public void close() {
        driver.call(() -> {
            closed = true;
            end(new TraceEvent.Stop());
            return null;
        });
    }

    /** Lets this node have its part of what goes wrong. */
    void suffer(FaultAction action) {
        if (action instanceof FaultAction.Crash) {
            end(new TraceEvent.Crash());
        } else if (action instanceof FaultAction.Recover) {
            recover();
        } else if (action instanceof FaultAction.Pause pause) {
            pause(pause.length());
        } else if (action instanceof FaultAction.Slow slow) {
            wasHeldUp = true;
            backlog.slowDown(slow.perTurn().toNanos());
        } else if (action instanceof FaultAction.ClockRate change) {
            setClockRate(change.rate());
        } else if (action instanceof FaultAction.ClockJump jump) {
            clock.jump(timeline.now(), jump.forwards().toNanos());
            rescheduleTimers();
        } else if (environment == null) {
            disk.suffer(action);
        }
    }

    /** Nothing is wrong with this node any more; if it is down, it stays down. */
    void endFaults() {
        backlog.slowDown(0);
        setClockRate(1);
    }

    void start() {
        lives++;
        Peer peer = new Peer(id, new Incarnation(lives));
        MemoryEnvironment born =
                new MemoryEnvironment(this, peer, config, timeline, fabric, driver, random.split(), disk);
        environment = born;
        fabric.begins(this);
        recorder = born.recorder();
        record(new TraceEvent.Start());
        if (lives == 1 && !fabric.partedFrom(this).isEmpty()) {
            record(new TraceEvent.Cut(fabric.partedFrom(this)));
        }
        for (Program<?> program : programs) {
            timeline.turn(this, () -> program.start(born));
        }
        fabric.started(this);
    }

    private void recover() {
        if (environment == null && !closed && lives > 0) {
            start();
        }
    }

    /** Adds what outlives a life, and the life. */
    void addTo(Fingerprint digest) {
        MemoryEnvironment now = environment;
        digest.add(lives).add(now == null ? 0 : 1);
        disk.addTo(digest);
        if (now != null) {
            now.addTo(digest);
        }
    }

    private void end(TraceEvent how) {
        MemoryEnvironment ending = environment;
        if (ending == null) {
            return;
        }
        ending.tracer().trace(how);
        ending.end();
        environment = null;
        if (endOfTurn != null) {
            endOfTurn.clear();
        }
        fabric.ended(this, ending.peer());
        backlog.clear();
        ending.lastActions().forEach(this::protect);
    }

    /** Stands still for a while: the node's events wait. */
    private void pause(Duration length) {
        MemoryEnvironment now = environment;
        if (now != null) {
            now.tracer().trace(new TraceEvent.Pause(length.toNanos()));
            wasHeldUp = true;
            backlog.pause(length.toNanos());
        }
    }

    /** Keeps an event back while the node stands still or is busy. */
    boolean defers(Event event) {
        return wasHeldUp && backlog.defers(event);
    }

    void atEndOfTurn(Runnable action) {
        if (endOfTurn == null) {
            endOfTurn = new ArrayDeque<>();
        }
        endOfTurn.add(action);
    }

    /** Runs an action on this node's loop and then what it left for the end of the turn. */
    void turn(Runnable action) {
        try {
            protect(action);
            for (Runnable last = lastOfTurn(); last != null; last = lastOfTurn()) {
                protect(last);
            }
        } finally {
            // A failed turn leaves nothing behind for the next one.
            if (endOfTurn != null) {
                endOfTurn.clear();
            }
        }
    }

    private @Nullable Runnable lastOfTurn() {
        return endOfTurn == null ? null : endOfTurn.poll();
    }

    /** A failure of the program is thrown on, out of the network's run method, or reported, as the network was told. */
    private void protect(Runnable action) {
        MemoryEnvironment life = environment;
        if (life == null || config.rethrowProgramFailures()) {
            action.run();
            return;
        }
        try {
            action.run();
        } catch (RuntimeException | AssertionError e) {
            life.report(new Fault(id, Fault.Kind.PROGRAM_FAILED, e.toString()));
        }
    }

    @Override
    public String toString() {
        return "MemoryNode[" + id + "]";
    }

    /** An action handed to the loop, in its queue until it has run. */
    private final class QueuedAction extends Event {

        private final MemoryEnvironment life;
        private final Runnable action;

        QueuedAction(MemoryEnvironment life, Runnable action) {
            this.life = life;
            this.action = action;
        }

        @Override
        MemoryNode node() {
            return MemoryNode.this;
        }

        @Override
        boolean isLive() {
            return life.isAlive();
        }

        @Override
        void addTo(Fingerprint digest) {
            digest.add(action.getClass().getName());
        }

        @Override
        public void run() {
            queuedActions.decrementAndGet();
            if (life.isAlive()) {
                action.run();
            }
        }
    }

    /** The start of a program, whose failure belongs to the caller of {@link #run} and to nobody else. */
    private static final class Start<A> implements Runnable {

        private final Program<A> program;
        private final Environment environment;
        private final List<A> results = new ArrayList<>(1);
        private @Nullable RuntimeException exception;
        private @Nullable Error error;

        Start(Program<A> program, Environment environment) {
            this.program = program;
            this.environment = environment;
        }

        @Override
        public void run() {
            try {
                results.add(program.start(environment));
            } catch (RuntimeException e) {
                exception = e;
            } catch (Error e) {
                error = e;
            }
        }

        A result() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
            return results.get(0);
        }
    }
}
