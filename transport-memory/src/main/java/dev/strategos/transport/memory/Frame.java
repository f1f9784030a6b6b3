package dev.strategos.transport.memory;

import dev.strategos.core.DropReason;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, as bytes of its own, and the event of its arrival.
 *
 * <p>Frames are used again once they are through: see {@link FramePool}.
 */
final class Frame extends Event {

    private final FramePool pool;
    private final byte[] bytes;
    private int length;
    private boolean original;
    private long number;
    private int copies;
    private int copyNumber;
    private @Nullable MemoryLane lane;

    Frame(FramePool pool, int capacity) {
        this.pool = pool;
        this.bytes = new byte[capacity];
    }

    /** Makes it a message. */
    void fill(MemoryLane to, long messageNumber, boolean isOriginal, ByteBuffer message, int position, int size) {
        lane = to;
        number = messageNumber;
        original = isOriginal;
        length = size;
        copies = 0;
        copyNumber = 0;
        message.get(position, bytes, 0, size);
    }

    /** Another frame with the same message. */
    Frame copy() {
        Frame copy = pool.take(length);
        copy.fill(lane(), number, false, ByteBuffer.wrap(bytes), 0, length);
        return copy;
    }

    /** Ends its stay on the sender's account before it has arrived. */
    void leave() {
        if (original) {
            original = false;
            lane().ended(length);
        }
    }

    /** The network repeats it. */
    Frame repeat() {
        trace(new TraceEvent.Duplicate(channel(), id()));
        Frame again = copy();
        copies++;
        again.copyNumber = copies;
        return again;
    }

    boolean isRepeated() {
        return copyNumber > 0;
    }

    /** The network loses it; no counter of the sender tells, since nothing tells the sender. */
    void lose() {
        trace(new TraceEvent.Drop(channel(), "wire", id(), DropReason.LOSS));
        release();
    }

    private void trace(TraceEvent event) {
        if (lane().tracer().isOn()) {
            lane().tracer().trace(event);
        }
    }

    /** It is through; nobody may touch it any more. */
    void release() {
        lane = null;
        pool.give(this);
    }

    byte[] bytes() {
        return bytes;
    }

    MemoryLane lane() {
        MemoryLane now = lane;
        if (now == null) {
            throw new IllegalStateException("the frame is through");
        }
        return now;
    }

    String channel() {
        return lane().channel();
    }

    MessageId id() {
        return new MessageId(sender(), lane().peer(), number);
    }

    int length() {
        return length;
    }

    Peer sender() {
        return lane().sender();
    }

    /** The message, borrowed until the next one is asked for. */
    ByteBuffer content() {
        return pool.borrowed(this);
    }

    @Override
    boolean keepsPlace() {
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.ARRIVAL;
    }

    @Override
    public MessageId message() {
        return id();
    }

    @Override
    public String name() {
        return "deliver " + id() + (copyNumber == 0 ? "" : " again " + copyNumber);
    }

    @Override
    public long key() {
        return StepKey.ofArrival(
                node().rank(), lane().origin().rank(), sender().incarnation().number(), copyNumber, number);
    }

    /** What it is to the receiver: whose, where and what, but not its number. */
    Fingerprint fingerprint() {
        return new Fingerprint()
                .add(lane().origin().rank())
                .add(sender().incarnation().number())
                .add(node().rank())
                .add(channel())
                .add(time)
                .add(isRepeated() ? 1 : 0)
                .add(ByteBuffer.wrap(bytes, 0, length));
    }

    @Override
    MemoryNode node() {
        return lane().receiver();
    }

    /** It has arrived. */
    @Override
    public void run() {
        try {
            if (original) {
                lane().ended(length);
            }
            MemoryEnvironment receiver = node().environment();
            if (receiver == null) {
                lane().dropped(this, DropReason.CRASHED);
            } else {
                lane().arrived(this, receiver);
            }
        } finally {
            release();
        }
    }
}
