package dev.strategos.transport.netty.wire;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Greetings and refusals as bytes.
 *
 * <pre>
 *  0               4       6   7   8               12
 * +---------------+-------+---+---+---------------+--------------
 * | magic "STRG"  |version|typ| 0 | length        | body …
 * +---------------+-------+---+---+---------------+--------------
 * </pre>
 *
 * <p>Reading allocates nothing before the header is known to be good, and never more than {@link #MAX_BODY} bytes after.
 * Stateless, for any thread.
 */
public final class PreambleCodec {

    /** The first four bytes of every connection, {@code STRG}; no TLS record begins so. */
    public static final int MAGIC = 0x53545247;
    /** The version spoken here. */
    public static final int VERSION = 1;
    /** Bytes before the body. */
    public static final int HEADER = 12;
    /** The longest body accepted: three names of at most 255 bytes, three numbers, and some air for later versions. */
    public static final int MAX_BODY = 1024;
    /** The longest text of a refusal that is sent; what is longer is cut. */
    public static final int MAX_TEXT = 255;

    private static final int TYPE_HELLO = 1;
    private static final int TYPE_WELCOME = 2;
    private static final int TYPE_REFUSAL = 3;
    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final int TLS_MAJOR = 0x03;

    private PreambleCodec() {}

    /**
     * Writes a greeting or refusal.
     *
     * @param preamble what to say
     * @param out gets the bytes appended
     */
    public static void encode(Preamble preamble, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(MAGIC).writeShort(VERSION);
        if (preamble instanceof Preamble.Greeting greeting) {
            out.writeByte(greeting.answer() ? TYPE_WELCOME : TYPE_HELLO).writeByte(0);
            out.writeInt(0);
            writeText(greeting.cluster(), out);
            writeText(greeting.from().name(), out);
            writeText(greeting.to().name(), out);
            out.writeLong(greeting.incarnation().number());
            out.writeLong(greeting.life());
            out.writeLong(greeting.stamp());
        } else if (preamble instanceof Preamble.Refusal refusal) {
            out.writeByte(TYPE_REFUSAL).writeByte(0);
            out.writeInt(0);
            out.writeByte(refusal.code().code());
            String text = refusal.text();
            writeText(printable(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text), out);
        }
        out.setInt(start + HEADER - Integer.BYTES, out.writerIndex() - start - HEADER);
    }

    /**
     * Reads a greeting or refusal.
     *
     * @param in what has arrived so far; consumed only if it holds a whole preamble
     * @return the preamble, or null if more bytes are needed
     * @throws PreambleException as soon as the bytes at hand cannot become one
     */
    public static @Nullable Preamble decode(ByteBuf in) throws PreambleException {
        checkHeader(in);
        int start = in.readerIndex();
        if (in.readableBytes() < HEADER) {
            return null;
        }
        int length = in.getInt(start + 8);
        if (in.readableBytes() < HEADER + length) {
            return null;
        }
        int type = in.getUnsignedByte(start + 6);
        in.skipBytes(HEADER);
        int end = in.readerIndex() + length;
        Preamble preamble = type == TYPE_REFUSAL ? readRefusal(in, end) : readGreeting(in, end, type == TYPE_WELCOME);
        if (in.readerIndex() != end) {
            throw malformed("the body has " + (end - in.readerIndex()) + " bytes too many");
        }
        return preamble;
    }

    /** Judges each field as soon as its bytes are there, so that a stranger is not kept until the deadline. */
    private static void checkHeader(ByteBuf in) throws PreambleException {
        int start = in.readerIndex();
        int have = in.readableBytes();
        for (int i = 0; i < Math.min(have, Integer.BYTES); i++) {
            if (in.getByte(start + i) != (byte) (MAGIC >>> (24 - 8 * i))) {
                boolean tls =
                        in.getByte(start) == TLS_HANDSHAKE_RECORD && (have == 1 || in.getByte(start + 1) == TLS_MAJOR);
                throw tls
                        ? new PreambleException(RefusalCode.NO_TLS_HERE, "a TLS record, but this port speaks plain TCP")
                        : malformed("does not begin with the magic number");
            }
        }
        if (have >= 6 && in.getUnsignedShort(start + 4) != VERSION) {
            throw new PreambleException(
                    RefusalCode.OTHER_VERSION,
                    "speaks version " + in.getUnsignedShort(start + 4) + ", this node version " + VERSION);
        }
        if (have >= 7 && (in.getByte(start + 6) < TYPE_HELLO || in.getByte(start + 6) > TYPE_REFUSAL)) {
            throw malformed("unknown type " + in.getUnsignedByte(start + 6));
        }
        if (have >= 8 && in.getByte(start + 7) != 0) {
            throw malformed("the reserved byte is " + in.getUnsignedByte(start + 7));
        }
        if (have >= HEADER && Integer.compareUnsigned(in.getInt(start + 8), MAX_BODY) > 0) {
            throw malformed("a body of " + in.getUnsignedInt(start + 8) + " bytes, above the limit of " + MAX_BODY);
        }
    }

    private static Preamble readGreeting(ByteBuf in, int end, boolean answer) throws PreambleException {
        String cluster = readText(in, end, "cluster");
        if (!Names.isName(cluster)) {
            throw malformed("the cluster is not a name");
        }
        NodeId from = readNode(in, end, "from");
        NodeId to = readNode(in, end, "to");
        if (end - in.readerIndex() < 3 * Long.BYTES) {
            throw malformed("the body ends within the numbers");
        }
        long incarnation = in.readLong();
        long life = in.readLong();
        long stamp = in.readLong();
        if (incarnation < 1 || stamp < 1) {
            throw malformed("incarnation " + incarnation + " and stamp " + stamp + " must be at least 1");
        }
        return new Preamble.Greeting(answer, cluster, from, to, new Incarnation(incarnation), life, stamp);
    }

    private static Preamble readRefusal(ByteBuf in, int end) throws PreambleException {
        if (in.readerIndex() == end) {
            throw malformed("a refusal without a code");
        }
        int number = in.readUnsignedByte();
        RefusalCode code = RefusalCode.of(number);
        if (code == null) {
            throw malformed("unknown refusal " + number);
        }
        return new Preamble.Refusal(code, printable(readText(in, end, "text")));
    }

    private static NodeId readNode(ByteBuf in, int end, String field) throws PreambleException {
        String name = readText(in, end, field);
        try {
            return NodeId.of(name);
        } catch (IllegalArgumentException notAName) {
            throw malformed("'" + field + "' is not a node's name");
        }
    }

    private static String readText(ByteBuf in, int end, String field) throws PreambleException {
        int length = in.readerIndex() < end ? in.readUnsignedByte() : Integer.MAX_VALUE;
        if (length > end - in.readerIndex()) {
            throw malformed("the body ends within '" + field + "'");
        }
        return in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    }

    private static void writeText(String text, ByteBuf out) {
        out.writeByte(text.length());
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** What a stranger wrote goes into logs: nothing in it may look like a line of its own. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return clean.toString();
    }

    private static PreambleException malformed(String what) {
        return new PreambleException(RefusalCode.MALFORMED, what);
    }
}
