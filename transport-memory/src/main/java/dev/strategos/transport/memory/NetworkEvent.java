package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** An event of the network itself. */
final class NetworkEvent extends Event {

    private final Runnable action;

    NetworkEvent(Runnable action) {
        this.action = action;
    }

    @Override
    @Nullable
    MemoryNode node() {
        return null;
    }

    @Override
    public void run() {
        action.run();
    }
}
