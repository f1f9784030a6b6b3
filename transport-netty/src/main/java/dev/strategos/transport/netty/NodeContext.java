package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.Tracer;
import dev.strategos.transport.netty.wire.Preamble;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the parts of one node share. For the loop's thread only, but for what never changes. */
final class NodeContext {

    private final NettyConfig config;
    private final Loop loop;
    private final Peer self;
    private final Tracer tracer;
    private final FaultReporter faults;
    private final RandomGenerator random;
    private final long life;
    private long stamps;

    NodeContext(NettyConfig config, Loop loop, Peer self) {
        this.config = config;
        this.loop = loop;
        this.self = self;
        this.tracer = config.trace() == null ? Tracer.OFF : new NodeTracer(self, config.trace());
        this.faults = new FaultReporter(self.id(), tracer, config.faults());
        SecureRandom seeds = new SecureRandom();
        this.random = new SplittableRandom(seeds.nextLong());
        this.life = seeds.nextLong();
        if (tracer.isOn()) {
            tracer.trace(new TraceEvent.Start());
        }
    }

    NettyConfig config() {
        return config;
    }

    Loop loop() {
        return loop;
    }

    Peer self() {
        return self;
    }

    Tracer tracer() {
        return tracer;
    }

    RandomGenerator random() {
        return random;
    }

    /** The greeting of a new connection; each call gives a higher stamp. */
    Preamble.Greeting greeting(boolean answer, NodeId to) {
        return new Preamble.Greeting(answer, config.cluster(), self.id(), to, self.incarnation(), life, ++stamps);
    }

    void report(Fault fault) {
        faults.report(fault);
    }

    /** Runs what belongs to the program; what it throws is a fault. */
    void guarded(String where, Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            programFailed(where, thrown);
        }
    }

    void programFailed(String where, Throwable thrown) {
        faults.programFailed(where, thrown);
    }

    void requireLoop(String what) {
        if (!loop.inLoop()) {
            throw new IllegalStateException(
                    what + " belongs to the loop of node '" + self.id() + "', but was called from thread '"
                            + Thread.currentThread().getName()
                            + "'; hand messages over through an Outbox, or other work through Node.execute");
        }
    }
}
