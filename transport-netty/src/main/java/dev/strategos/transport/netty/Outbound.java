package dev.strategos.transport.netty;

import dev.strategos.transport.netty.wire.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection: frames are written side by side into one large buffer, which is flushed at the end of the turn. No
 * buffer, promise or object per frame.
 *
 * <p>While earlier bytes still wait for the socket, a turn's end sends nothing: the buffer fills, and a peer that stands still
 * holds full buffers instead of many nearly empty ones. For the loop's thread only.
 */
final class Outbound implements Loop.Flushable {

    private static final int CHUNK = 64 * 1024;

    private final Consumer<Loop.Flushable> endOfTurn;
    private final Channel channel;
    private final long bound;
    private final Runnable onDrained;

    private @Nullable ByteBuf chunk;
    private ByteBuffer view = ByteBuffer.allocate(0);
    /** Whose claim is open at the chunk's end; null for nobody's. */
    private @Nullable Object claimant;

    /** Claims that were opened while another one held the chunk's end, each in a buffer of its own. */
    private final Map<Object, ByteBuf> asides = new LinkedHashMap<>();

    /** Bytes handed to Netty and not yet on the socket: in all, and of those the ones handed over since the last flush. */
    private long handed;

    private long unflushed;
    private boolean dirty;
    private boolean released;
    private @Nullable Runnable finished;

    /**
     * The way out of a connection.
     *
     * @param endOfTurn flushes what it is handed at the end of the turn
     * @param bound how much may wait
     * @param onDrained called whenever bytes have gone out
     */
    Outbound(Consumer<Loop.Flushable> endOfTurn, Channel channel, long bound, Runnable onDrained) {
        this.endOfTurn = endOfTurn;
        this.channel = channel;
        this.bound = bound;
        this.onDrained = onDrained;
    }

    /** What waits here to be sent. */
    long pending() {
        return handed + (chunk == null ? 0 : chunk.readableBytes());
    }

    /**
     * Room for the body of one frame, or null where the bound does not allow it.
     *
     * @param owner whose claim it is; each has one at a time, and several may be open
     */
    @Nullable
    ByteBuffer claim(Object owner, int body) {
        int need = Frames.HEADER + body;
        if (released || finished != null || pending() + need > bound) {
            return null;
        }
        if (claimant != null) {
            // Another channel's claim to this peer is open, and this chunk's end is its room.
            ByteBuf own = channel.alloc().ioBuffer(need, need);
            asides.put(owner, own);
            return own.nioBuffer(Frames.HEADER, body);
        }
        claimant = owner;
        ByteBuf current = chunk;
        if (current == null || current.writableBytes() < need) {
            current = nextChunk(need);
        }
        int start = current.writerIndex() + Frames.HEADER;
        view.clear().limit(start + body).position(start);
        return view.order(ByteOrder.BIG_ENDIAN);
    }

    private ByteBuf nextChunk(int need) {
        ByteBuf full = chunk;
        if (full != null) {
            hand(full);
        }
        ByteBuf fresh = channel.alloc().ioBuffer(Math.max(CHUNK, need), Math.max(CHUNK, need));
        chunk = fresh;
        view = fresh.nioBuffer(0, fresh.capacity());
        return fresh;
    }

    /**
     * Sends the frame that its owner claimed.
     *
     * @return false if the connection has ended meanwhile
     */
    boolean commit(Object owner, int channelNumber, int body) {
        ByteBuf own = asides.remove(owner);
        if (own != null) {
            if (released) {
                own.release();
                return false;
            }
            Frames.setHeader(own, 0, channelNumber, body);
            own.writerIndex(Frames.HEADER + body);
            ByteBuf current = chunk;
            if (current != null && current.isReadable()) {
                hand(current.readRetainedSlice(current.readableBytes()));
            }
            hand(own);
        } else {
            claimant = null;
            if (releasedWhileClaimed()) {
                return false;
            }
            ByteBuf current = Objects.requireNonNull(chunk, "chunk");
            int start = current.writerIndex();
            Frames.setHeader(current, start, channelNumber, body);
            current.writerIndex(start + Frames.HEADER + body);
        }
        markDirty();
        return true;
    }

    /** Gives its owner's claim back. */
    void abandon(Object owner) {
        ByteBuf own = asides.remove(owner);
        if (own != null) {
            own.release();
        } else {
            claimant = null;
            releasedWhileClaimed();
        }
    }

    private boolean releasedWhileClaimed() {
        if (released && chunk != null) {
            chunk.release();
            chunk = null;
        }
        return released;
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            endOfTurn.accept(this);
        }
    }

    @Override
    public void flush() {
        dirty = false;
        if (released) {
            return;
        }
        ByteBuf current = chunk;
        if (current != null && current.isReadable() && handed <= unflushed) {
            if (claimant != null || current.writableBytes() >= CHUNK / 2) {
                hand(current.readRetainedSlice(current.readableBytes()));
            } else {
                chunk = null;
                hand(current);
            }
        }
        if (unflushed > 0) {
            unflushed = 0;
            channel.flush();
        }
    }

    private void hand(ByteBuf bytes) {
        int count = bytes.readableBytes();
        if (count == 0) {
            bytes.release();
            return;
        }
        handed += count;
        unflushed += count;
        channel.write(bytes).addListener((ChannelFutureListener) written -> wentOut(count));
    }

    private void wentOut(int count) {
        handed -= count;
        if (released) {
            return;
        }
        ByteBuf current = chunk;
        if (handed == 0 && current != null) {
            if (current.isReadable()) {
                markDirty();
            } else if (claimant == null && current.refCnt() == 1) {
                // Nobody else holds a part of it any more: begin at its front again.
                current.clear();
            }
        }
        checkFinished();
        onDrained.run();
    }

    /** Runs the action once all that was committed is on the socket; nothing can be claimed from then on. */
    void finish(Runnable whenOut) {
        finished = whenOut;
        flush();
        checkFinished();
    }

    private void checkFinished() {
        Runnable whenOut = finished;
        if (whenOut != null && !released && pending() == 0) {
            finished = null;
            release();
            whenOut.run();
        }
    }

    /** The connection has ended: what was not sent is lost. */
    void release() {
        if (!released) {
            released = true;
            if (chunk != null && claimant == null) {
                chunk.release();
                chunk = null;
            }
        }
    }
}
