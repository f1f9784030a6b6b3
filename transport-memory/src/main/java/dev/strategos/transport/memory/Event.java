package dev.strategos.transport.memory;

import org.jspecify.annotations.Nullable;

/** Something that happens at one instant: to a node, or to the network itself. */
abstract class Event {

    /** The node whose loop runs the event, which waits while that node is paused; null for an event of the network. */
    abstract @Nullable MemoryNode node();

    abstract void fire();
}
