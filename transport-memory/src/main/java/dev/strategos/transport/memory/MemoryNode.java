package dev.strategos.transport.memory;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Program;
import dev.strategos.core.TraceEvent;
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
    private final long clockOrigin;
    private final MemoryDisk disk = new MemoryDisk();
    private final List<Program<?>> programs = new ArrayList<>();
    private final ArrayDeque<Runnable> endOfTurn = new ArrayDeque<>();
    private final ArrayDeque<Event> deferred = new ArrayDeque<>();
    private final AtomicInteger queuedActions = new AtomicInteger();
    private long lives;
    private boolean paused;
    private long pausedUntil;
    private volatile boolean closed;
    private @Nullable MemoryEnvironment environment;

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
        this.clockOrigin = random.nextLong(1L << 50);
    }

    @Override
    public NodeId id() {
        return id;
    }

    int rank() {
        return rank;
    }

    long clockReadingAt(long networkNanos) {
        return clockOrigin + networkNanos;
    }

    /** The life that the node leads now; null while it is down. */
    @Nullable
    MemoryEnvironment environment() {
        return environment;
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
        timeline.after(0, new Event() {
            @Override
            MemoryNode node() {
                return MemoryNode.this;
            }

            @Override
            void fire() {
                queuedActions.decrementAndGet();
                if (now.isAlive()) {
                    action.run();
                }
            }
        });
    }

    @Override
    public void close() {
        driver.call(() -> {
            closed = true;
            end(new TraceEvent.Stop());
            return null;
        });
    }

    void start() {
        lives++;
        Peer peer = new Peer(id, new Incarnation(lives));
        MemoryEnvironment born =
                new MemoryEnvironment(this, peer, config, timeline, fabric, driver, random.split(), disk);
        environment = born;
        born.tracer().trace(new TraceEvent.Start());
        for (Program<?> program : programs) {
            timeline.turn(this, () -> program.start(born));
        }
        fabric.started(this);
    }

    void crash() {
        end(new TraceEvent.Crash());
    }

    void recover() {
        if (environment == null && !closed && lives > 0) {
            start();
        }
    }

    /** Loses the storage of a node that is down. */
    void wipeStorage() {
        if (environment == null) {
            disk.wipe();
        }
    }

    /** Takes the storage of a node that is down back by some syncs. */
    void rollBackStorage(int syncs) {
        if (environment == null) {
            disk.rollBack(syncs);
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
        endOfTurn.clear();
        fabric.ended(this, ending.peer());
        resume();
        ending.lastActions().forEach(this::protect);
    }

    /** Stands still for a while: the node's events wait. */
    void pause(Duration length) {
        MemoryEnvironment now = environment;
        if (now == null) {
            return;
        }
        now.tracer().trace(new TraceEvent.Pause(length.toNanos()));
        long end = timeline.now() + length.toNanos();
        if (!paused || end > pausedUntil) {
            paused = true;
            pausedUntil = end;
            timeline.at(end, new Resume());
        }
    }

    /** Keeps an event back while the node stands still. */
    boolean defers(Event event) {
        if (paused) {
            deferred.add(event);
        }
        return paused;
    }

    private void resume() {
        paused = false;
        // In the order in which they came, before anything else of this instant.
        for (Event event = deferred.poll(); event != null; event = deferred.poll()) {
            timeline.turn(this, event::fire);
        }
    }

    void atEndOfTurn(Runnable action) {
        endOfTurn.add(action);
    }

    /** Runs an action on this node's loop and then what it left for the end of the turn. */
    void turn(Runnable action) {
        try {
            protect(action);
            for (Runnable last = endOfTurn.poll(); last != null; last = endOfTurn.poll()) {
                protect(last);
            }
        } finally {
            // A failed turn leaves nothing behind for the next one.
            endOfTurn.clear();
        }
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

    private final class Resume extends Event {

        @Override
        @Nullable
        MemoryNode node() {
            return null;
        }

        @Override
        void fire() {
            if (paused && pausedUntil <= timeline.now()) {
                resume();
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
