package dev.strategos.transport.netty.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Frames as bytes.
 *
 * <pre>
 *  0               4       6
 * +---------------+-------+--------------
 * | length        |channel| body …              length = 2 + body
 * +---------------+-------+--------------
 * </pre>
 *
 * <p>Channel 0 is the connection's own: its only frame announces a channel. Stateless, for any thread.
 */
public final class Frames {

    /** Bytes before the body. */
    public static final int HEADER = 6;
    /** The connection's own channel. */
    public static final int CONTROL = 0;
    /** The most channels that one end may announce. */
    public static final int MAX_CHANNELS = 4096;

    private static final int CHANNEL_BYTES = 2;
    private static final int TYPE_ANNOUNCE = 1;
    private static final int ANNOUNCE_FIXED = 1 + 2 + Long.BYTES + 1;

    /** Takes the frames of one read. */
    public interface Sink {

        /**
         * Takes one frame.
         *
         * @param channel 0 to 65535
         * @param body read-only, from its position to its limit; valid during the call
         * @return false to read no further
         * @throws FrameException if the frame may not stand here
         */
        boolean frame(int channel, ByteBuffer body) throws FrameException;
    }

    /**
     * What an announcement says.
     *
     * @param channel the number that stands for the channel from now on
     * @param number the number of the next message on it
     * @param name the channel's name
     */
    public record Announcement(int channel, long number, String name) {}

    private Frames() {}

    /**
     * Reads all whole frames at hand. One view serves all of them: nothing is copied, nothing allocated per frame.
     *
     * @param in what has arrived; what is left in it is the beginning of a frame
     * @param maxBody the longest body accepted
     * @param sink gets each frame
     * @throws FrameException if a length is out of range, before anything is allocated for it, or the sink threw it
     */
    public static void read(ByteBuf in, int maxBody, Sink sink) throws FrameException {
        ByteBuffer view = null;
        int base = in.readerIndex();
        int at = base;
        boolean more = true;
        while (more && in.writerIndex() - at >= Integer.BYTES) {
            int length = in.getInt(at);
            checkLength(length, maxBody);
            int end = at + Integer.BYTES + length;
            if (in.writerIndex() < end) {
                break;
            }
            if (view == null) {
                view = in.nioBuffer(base, in.writerIndex() - base).asReadOnlyBuffer();
            }
            int channel = in.getUnsignedShort(at + Integer.BYTES);
            // A handler may have moved or limited the view, or changed its order; the next frame must not notice.
            view.clear().limit(end - base).position(at + HEADER - base);
            view.order(ByteOrder.BIG_ENDIAN);
            at = end;
            in.readerIndex(at);
            more = sink.frame(channel, view);
        }
    }

    private static void checkLength(int length, int maxBody) throws FrameException {
        if (Integer.compareUnsigned(length, CHANNEL_BYTES + maxBody) > 0) {
            throw new FrameException(
                    true,
                    "a frame of " + (Integer.toUnsignedLong(length) - CHANNEL_BYTES) + " bytes, above the limit of "
                            + maxBody);
        }
        if (length < CHANNEL_BYTES) {
            throw new FrameException(false, "a frame of length " + length + ", too short for its channel");
        }
    }

    /**
     * Writes a frame's header.
     *
     * @param out where to
     * @param index where the frame begins
     * @param channel whose frame
     * @param body the body's length
     */
    public static void setHeader(ByteBuf out, int index, int channel, int body) {
        out.setInt(index, CHANNEL_BYTES + body);
        out.setShort(index + Integer.BYTES, channel);
    }

    /**
     * How long the body of an announcement is.
     *
     * @param name the channel's name
     * @return bytes
     */
    public static int announcementBytes(String name) {
        return ANNOUNCE_FIXED + name.length();
    }

    /**
     * Writes the body of an announcement.
     *
     * @param announcement what to say
     * @param room exactly {@link #announcementBytes} long
     */
    public static void writeAnnouncement(Announcement announcement, ByteBuffer room) {
        room.put((byte) TYPE_ANNOUNCE)
                .putShort((short) announcement.channel())
                .putLong(announcement.number())
                .put((byte) announcement.name().length())
                .put(announcement.name().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads a frame of channel 0.
     *
     * @param body its body
     * @return what it announces
     * @throws FrameException if it is no announcement
     */
    public static Announcement readAnnouncement(ByteBuffer body) throws FrameException {
        if (body.remaining() < ANNOUNCE_FIXED || body.get() != TYPE_ANNOUNCE) {
            throw new FrameException(false, "a control frame that is no announcement");
        }
        int channel = Short.toUnsignedInt(body.getShort());
        long number = body.getLong();
        int length = Byte.toUnsignedInt(body.get());
        if (length != body.remaining() || number < 1) {
            throw new FrameException(false, "an announcement of a wrong length or number");
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        String name = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!Names.isName(name)) {
            throw new FrameException(false, "an announcement of what is no channel's name");
        }
        return new Announcement(channel, number, name);
    }
}
