package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of agreement messages, all numbers big-endian:
 *
 * <pre>
 *  0        1         9        11         19          21      23
 *  +--------+---------+--------+----------+-----------+-------+------
 *  | format |   tag   | starter| counter  | commander | round | body
 *  |   u8   | 8 bytes |  u16   |   u64    |    u16    |  u16  |
 *  +--------+---------+--------+----------+-----------+-------+------
 *
 *  oral     varint entries | entries × (varint length | value) | index per path, 1, 2 or 4 bytes wide
 *  signed   varint length | value | round × (u16 signer | signature)
 *  bundle   varint orders | orders × (u16 commander | varint length | value | round × (u16 signer | signature))
 *  king     see {@link KingFormat}
 * </pre>
 *
 * <p>Generals are written as their ranks. The tag is the head of the configuration's hash, with the algorithm and its m. Decoding
 * checks every length against what is left before it allocates.
 */
final class MessageFormat {

    static final int ORAL = 1;
    static final int SIGNED = 2;
    static final int SIGNED_BUNDLE = 3;
    static final int KING = 4;

    static final int HEADER_BYTES = 23;
    private static final int TAG_BYTES = 8;
    private static final int MOST_BYTE_ENTRIES = 1 << 8;
    private static final int MOST_SHORT_ENTRIES = 1 << 16;

    private final int format;
    private final byte[] tag;
    private final Group group;
    private final int maxValueBytes;
    private final int signatureBytes;

    MessageFormat(int format, Bytes hash, Group group, int maxValueBytes, int signatureBytes) {
        this.format = format;
        this.tag = new byte[TAG_BYTES];
        hash.buffer().get(tag);
        this.group = group;
        this.maxValueBytes = maxValueBytes;
        this.signatureBytes = signatureBytes;
    }

    /** The longest oral message of so many values, each a different one and as long as may be. */
    long longestOral(long values) {
        int indexWidth = values <= MOST_BYTE_ENTRIES ? 1 : values <= MOST_SHORT_ENTRIES ? 2 : 4;
        long each = varintBytes(maxValueBytes) + (long) maxValueBytes + indexWidth;
        return values > Integer.MAX_VALUE ? Long.MAX_VALUE : HEADER_BYTES + 5 + values * each;
    }

    /** The longest signed message of so many rounds. */
    long longestSigned(int rounds) {
        return HEADER_BYTES + longestOrder(rounds);
    }

    /** The longest bundle of so many rounds: at most two orders of each commander. */
    long longestBundle(int rounds) {
        return HEADER_BYTES + 5 + 2L * group.size() * (Short.BYTES + longestOrder(rounds));
    }

    private long longestOrder(int rounds) {
        return varintBytes(maxValueBytes) + (long) maxValueBytes + (long) rounds * (Short.BYTES + signatureBytes);
    }

    ByteBuffer encode(OralMessage message) {
        ValueBlock block = message.values();
        int width = indexWidth(block.dictionary().size());
        int bytes = HEADER_BYTES + varintBytes(block.dictionary().size()) + Math.multiplyExact(block.size(), width);
        for (Bytes value : block.dictionary()) {
            bytes = Math.addExact(bytes, varintBytes(value.length()) + value.length());
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        putHeader(buffer, message.instance(), message.commander(), message.round());
        putVarint(buffer, block.dictionary().size());
        for (Bytes value : block.dictionary()) {
            putBytes(buffer, value);
        }
        for (int i = 0; i < block.size(); i++) {
            putIndex(buffer, width, block.index(i));
        }
        return buffer.flip();
    }

    ByteBuffer encode(SignedMessage message) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + orderBytes(message));
        putHeader(buffer, message.instance(), message.commander(), message.round());
        putOrder(buffer, message);
        return buffer.flip();
    }

    ByteBuffer encode(SignedBundle bundle) {
        int bytes = HEADER_BYTES + varintBytes(bundle.orders().size());
        for (SignedMessage order : bundle.orders()) {
            bytes = Math.addExact(bytes, Short.BYTES + orderBytes(order));
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        putHeader(buffer, bundle.instance(), bundle.from(), bundle.round());
        putVarint(buffer, bundle.orders().size());
        for (SignedMessage order : bundle.orders()) {
            buffer.putShort((short) group.rank(order.commander()));
            putOrder(buffer, order);
        }
        return buffer.flip();
    }

    private int orderBytes(SignedMessage message) {
        int value = message.value().length();
        return varintBytes(value) + value + message.chain().size() * (Short.BYTES + signatureBytes);
    }

    private void putOrder(ByteBuffer buffer, SignedMessage message) {
        putBytes(buffer, message.value());
        for (SignedMessage.Signed signed : message.chain()) {
            buffer.putShort((short) group.rank(signed.signer()));
            buffer.put(signed.signature().raw());
        }
    }

    /** Reads the header and leaves the position at the body. */
    WireHeader header(ByteBuffer bytes) throws MalformedMessageException {
        if (bytes.remaining() < HEADER_BYTES) {
            throw new MalformedMessageException("shorter than a header: " + bytes.remaining() + " bytes");
        }
        int kind = bytes.get() & 0xff;
        if (kind != format) {
            throw new MalformedMessageException("format " + kind + " where " + format + " is spoken");
        }
        byte[] theirs = new byte[TAG_BYTES];
        bytes.get(theirs);
        if (!Arrays.equals(theirs, tag)) {
            throw new MalformedMessageException(
                    "made under another configuration: generals, keys, default value, limit on"
                            + " values, algorithm or m differ");
        }
        NodeId starter = general(bytes.getShort());
        long counter = bytes.getLong();
        NodeId commander = general(bytes.getShort());
        int round = bytes.getShort() & 0xffff;
        if (counter < 1 || round < 1) {
            throw new MalformedMessageException("counter " + counter + ", round " + round);
        }
        return new WireHeader(new InstanceId(starter, counter), commander, round);
    }

    OralMessage oral(WireHeader header, ByteBuffer body) throws MalformedMessageException {
        int entries = varint(body);
        if (entries < 0 || entries > body.remaining()) {
            throw new MalformedMessageException("a dictionary of " + entries + " in " + body.remaining() + " bytes");
        }
        List<Bytes> dictionary = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            dictionary.add(value(body));
        }
        int width = indexWidth(entries);
        if (body.remaining() % width != 0) {
            throw new MalformedMessageException(body.remaining() + " bytes of indexes that are " + width + " wide");
        }
        int[] indexes = new int[body.remaining() / width];
        if (entries > indexes.length) {
            throw new MalformedMessageException("a dictionary of " + entries + " for " + indexes.length + " values");
        }
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = index(body, width);
        }
        return new OralMessage(
                header.instance(), header.commander(), header.round(), new ValueBlock(dictionary, indexes));
    }

    SignedMessage signed(WireHeader header, ByteBuffer body) throws MalformedMessageException {
        SignedMessage message = order(header, header.commander(), body);
        requireEnd(body);
        return message;
    }

    SignedBundle bundle(WireHeader header, ByteBuffer body) throws MalformedMessageException {
        int count = varint(body);
        if (count < 0 || count > 2 * group.size()) {
            throw new MalformedMessageException("a bundle of " + count + " orders among " + group.size() + " generals");
        }
        List<SignedMessage> orders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (body.remaining() < Short.BYTES) {
                throw new MalformedMessageException("ends within order " + i + " of " + count);
            }
            orders.add(order(header, general(body.getShort()), body));
        }
        requireEnd(body);
        return new SignedBundle(header.instance(), header.commander(), header.round(), orders);
    }

    private SignedMessage order(WireHeader header, NodeId commander, ByteBuffer body) throws MalformedMessageException {
        Bytes value = value(body);
        long expected = (long) header.round() * (Short.BYTES + signatureBytes);
        if (body.remaining() < expected) {
            throw new MalformedMessageException(
                    body.remaining() + " bytes of signatures in round " + header.round() + " instead of " + expected);
        }
        List<SignedMessage.Signed> chain = new ArrayList<>(header.round());
        for (int i = 0; i < header.round(); i++) {
            chain.add(new SignedMessage.Signed(general(body.getShort()), Bytes.take(body, signatureBytes)));
        }
        return new SignedMessage(header.instance(), commander, value, chain);
    }

    static void requireEnd(ByteBuffer body) throws MalformedMessageException {
        if (body.hasRemaining()) {
            throw new MalformedMessageException(body.remaining() + " bytes behind the end of the message");
        }
    }

    void putHeader(ByteBuffer buffer, InstanceId instance, NodeId commander, int round) {
        buffer.put((byte) format)
                .put(tag)
                .putShort((short) group.rank(instance.starter()))
                .putLong(instance.counter())
                .putShort((short) group.rank(commander))
                .putShort((short) round);
    }

    private NodeId general(short rank) throws MalformedMessageException {
        int place = rank & 0xffff;
        if (place >= group.size()) {
            throw new MalformedMessageException("rank " + place + " in a group of " + group.size());
        }
        return group.member(place);
    }

    Bytes value(ByteBuffer buffer) throws MalformedMessageException {
        int length = varint(buffer);
        if (length < 0 || length > maxValueBytes || length > buffer.remaining()) {
            throw new MalformedMessageException("a value of " + length + " bytes, with " + buffer.remaining()
                    + " left and a limit of " + maxValueBytes);
        }
        return Bytes.take(buffer, length);
    }

    private static int indexWidth(int entries) {
        return entries <= MOST_BYTE_ENTRIES ? 1 : entries <= MOST_SHORT_ENTRIES ? 2 : 4;
    }

    private static void putIndex(ByteBuffer buffer, int width, int index) {
        switch (width) {
            case 1 -> buffer.put((byte) index);
            case 2 -> buffer.putShort((short) index);
            default -> buffer.putInt(index);
        }
    }

    private static int index(ByteBuffer buffer, int width) {
        return switch (width) {
            case 1 -> buffer.get() & 0xff;
            case 2 -> buffer.getShort() & 0xffff;
            default -> buffer.getInt();
        };
    }

    static void putBytes(ByteBuffer buffer, Bytes bytes) {
        putVarint(buffer, bytes.length());
        buffer.put(bytes.raw());
    }

    static int varintBytes(int number) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
    }

    private static void putVarint(ByteBuffer buffer, int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /** Seven bits a byte, the lowest first, at most five bytes; may come out negative, which no length is. */
    private static int varint(ByteBuffer buffer) throws MalformedMessageException {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            if (!buffer.hasRemaining()) {
                throw new MalformedMessageException("ends within a number");
            }
            byte next = buffer.get();
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new MalformedMessageException("a number of more than five bytes");
    }
}
