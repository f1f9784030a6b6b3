package dev.strategos.byzantine.station;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The beginning of messages, all numbers big-endian:
 *
 * <pre>
 *  0        1         9        11         19     20
 *  +--------+---------+--------+----------+------+------
 *  | format |   tag   | starter| counter  | kind | body
 *  |   u8   | 8 bytes |  u16   |   u64    |  u8  |
 *  +--------+---------+--------+----------+------+------
 * </pre>
 *
 * <p>The starter is written as its rank. The tag is the head of the configuration's hash.
 */
public final class Framing {

    /** How long the header is. */
    static final int HEADER_BYTES = 20;

    private static final int TAG_BYTES = 8;

    private final int format;
    private final byte[] tag;
    private final Group group;

    Framing(int format, Bytes hash, Group group) {
        this.format = format;
        this.tag = Arrays.copyOf(hash.toArray(), TAG_BYTES);
        this.group = group;
    }

    /**
     * Room for a message, its header written already.
     *
     * @param bodyBytes what remains to be written
     */
    public ByteBuffer begin(Header header, int bodyBytes) {
        return ByteBuffer.allocate(HEADER_BYTES + bodyBytes)
                .put((byte) format)
                .put(tag)
                .putShort((short) group.rank(header.instance().starter()))
                .putLong(header.instance().counter())
                .put((byte) header.kind());
    }

    /**
     * Reads the header and leaves the position at the body.
     *
     * @throws MalformedMessageException if there is none
     */
    public Header header(ByteBuffer bytes) throws MalformedMessageException {
        if (bytes.remaining() < HEADER_BYTES) {
            throw new MalformedMessageException("shorter than a header: " + bytes.remaining() + " bytes");
        }
        int spoken = bytes.get() & 0xff;
        if (spoken != format) {
            throw new MalformedMessageException("format " + spoken + " where " + format + " is spoken");
        }
        byte[] theirs = new byte[TAG_BYTES];
        bytes.get(theirs);
        if (!Arrays.equals(theirs, tag)) {
            throw new MalformedMessageException("made under another configuration, protocol or f");
        }
        int rank = bytes.getShort() & 0xffff;
        long counter = bytes.getLong();
        int kind = bytes.get() & 0xff;
        if (rank >= group.size() || counter < 1) {
            throw new MalformedMessageException("instance " + rank + "/" + counter);
        }
        return new Header(new InstanceId(group.member(rank), counter), kind);
    }

    /**
     * Refuses more bytes than a message has.
     *
     * @throws MalformedMessageException if some remain
     */
    public static void requireEnd(ByteBuffer body) throws MalformedMessageException {
        if (body.hasRemaining()) {
            throw new MalformedMessageException(body.remaining() + " bytes behind the end of the message");
        }
    }
}
