package dev.strategos.byzantine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A string of bytes, equal to another of the same content: an encoded value, a key, a signature, a hash.
 *
 * <p>Immutable, for any thread.
 */
public final class Bytes {

    private static final int SHOWN = 16;

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The bytes of an array.
     *
     * @param bytes copied
     * @return the same content
     */
    public static Bytes of(byte... bytes) {
        return new Bytes(bytes.clone());
    }

    /**
     * The bytes of a buffer.
     *
     * @param buffer copied from its position to its limit, which stay as they are
     * @return the same content
     */
    public static Bytes of(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy);
    }

    /** Takes the next {@code length} bytes of the buffer; the caller has checked that they are there. */
    static Bytes take(ByteBuffer buffer, int length) {
        byte[] taken = new byte[length];
        buffer.get(taken);
        return new Bytes(taken);
    }

    /**
     * How many bytes there are.
     *
     * @return zero or more
     */
    public int length() {
        return bytes.length;
    }

    /**
     * The content, to read.
     *
     * @return a new read-only buffer
     */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * The content.
     *
     * @return a copy
     */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** The content itself, for those in this package who only read it. */
    byte[] raw() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal, cut short after 16 bytes. */
    @Override
    public String toString() {
        return bytes.length <= SHOWN
                ? HexFormat.of().formatHex(bytes)
                : HexFormat.of().formatHex(bytes, 0, SHOWN) + "… (" + bytes.length + " bytes)";
    }
}
