package dev.strategos.storage.mvstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What tells a value, and a whole commit, from damage. MVStore checks the heads of what it wrote, not the contents.
 *
 * <pre>
 * ┌──────────────┬────────┐   ┌────────────┬────────────┬─────────┐
 * │ checksum (8) │ value  │   │ number (8) │ values (8) │ sum (8) │
 * └──────────────┴────────┘   └────────────┴────────────┴─────────┘
 *   of key and value            of a commit: the sum is that of the checksums of all values
 * </pre>
 */
final class Checksums {

    private static final int COMMIT_BYTES = 3 * Long.BYTES;

    private Checksums() {}

    /** The state after a commit: its number, how many values there are, and the sum of their checksums. */
    record Commit(long number, long values, long sum) {

        byte[] bytes() {
            return ByteBuffer.allocate(COMMIT_BYTES)
                    .putLong(number)
                    .putLong(values)
                    .putLong(sum)
                    .array();
        }

        /** Null if the bytes are none. */
        static @Nullable Commit of(byte[] bytes) {
            if (bytes.length != COMMIT_BYTES) {
                return null;
            }
            ByteBuffer from = ByteBuffer.wrap(bytes);
            return new Commit(from.getLong(), from.getLong(), from.getLong());
        }
    }

    static byte[] seal(String key, ByteBuffer value) {
        byte[] sealed = new byte[Long.BYTES + value.remaining()];
        value.duplicate().get(sealed, Long.BYTES, value.remaining());
        ByteBuffer.wrap(sealed).putLong(of(key, sealed));
        return sealed;
    }

    /** The checksum that sealed bytes carry; they may be damaged. */
    static long carried(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getLong();
    }

    /** The value without its seal; null if that does not fit. */
    static @Nullable ByteBuffer open(String key, byte[] sealed) {
        if (sealed.length < Long.BYTES || of(key, sealed) != carried(sealed)) {
            return null;
        }
        return ByteBuffer.wrap(sealed, Long.BYTES, sealed.length - Long.BYTES)
                .slice()
                .asReadOnlyBuffer();
    }

    private static long of(String key, byte[] sealed) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_16BE);
        CRC32C one = new CRC32C();
        CRC32 other = new CRC32();
        one.update(keyBytes);
        one.update(sealed, Long.BYTES, sealed.length - Long.BYTES);
        other.update(sealed, Long.BYTES, sealed.length - Long.BYTES);
        other.update(keyBytes);
        return one.getValue() << Integer.SIZE | other.getValue();
    }
}
