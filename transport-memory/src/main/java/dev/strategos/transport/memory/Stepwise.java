package dev.strategos.transport.memory;

import java.util.function.Supplier;

/** Nothing happens until somebody chooses: in the thread that built the network, one step after the other. */
final class Stepwise implements Driver {

    private final Steps steps;
    private final Thread owner = Thread.currentThread();
    private boolean closed;

    Stepwise(Steps steps) {
        this.steps = steps;
    }

    Steps steps() {
        return steps;
    }

    @Override
    public <A> A call(Supplier<A> action) {
        requireOwner();
        return action.get();
    }

    @Override
    public boolean post(Runnable action) {
        requireOwner();
        if (!closed) {
            action.run();
        }
        return !closed;
    }

    @Override
    public boolean isLoopThread() {
        return Thread.currentThread() == owner;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOwner() {
        if (!isLoopThread()) {
            throw new IllegalStateException("a stepwise network belongs to thread '" + owner.getName()
                    + "', but was called from '" + Thread.currentThread().getName() + "'");
        }
    }
}
