package dev.strategos.transport.memory;

import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens at one instant: to a node, or to the network itself.
 *
 * <p>An event is in at most one {@link EventQueue}, and once at a time.
 */
abstract class Event implements Runnable, Step {

    /** The place of an event that has none. */
    static final int NOWHERE = -1;

    /** When it is due; the queue's business. */
    long time;

    /** Its number in the queue; the queue's business. */
    int place = NOWHERE;

    /** The node whose loop runs the event, which waits while that node is paused; null for an event of the network. */
    abstract @Nullable MemoryNode node();

    /** Whether it is to come again soon, and keeps its place in the queue until then. */
    boolean keepsPlace() {
        return false;
    }

    /** Whether it may still do something, now or later. */
    boolean isLive() {
        return true;
    }

    /** Whether it would do something now. */
    boolean isPending() {
        return true;
    }

    /** Adds to a digest what is not in the key and the time. */
    void addTo(Fingerprint digest) {}

    @Override
    public Kind kind() {
        return Kind.WORK;
    }

    final MemoryNode requireNode() {
        MemoryNode node = node();
        if (node == null) {
            throw new IllegalStateException("this is an event of the network, and of no node");
        }
        return node;
    }

    @Override
    public final NodeId at() {
        return requireNode().id();
    }

    @Override
    public @Nullable MessageId message() {
        return null;
    }

    @Override
    public String name() {
        return kind().name().toLowerCase(Locale.ROOT) + " " + at();
    }

    @Override
    public long key() {
        return StepKey.of(kind(), requireNode().rank());
    }

    @Override
    public long dueNanos() {
        return time;
    }
}
