package dev.strategos.byzantine.signing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Bytes to hash or sign: every part goes in behind its length, so no two different sequences of parts read the same. */
public final class Statement {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream(256);

    /** Nothing is said yet. */
    public Statement() {}

    /** Adds text, as UTF-8. */
    public Statement text(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes from the position to the limit, which stay as they are. */
    public Statement bytes(ByteBuffer bytes) {
        byte[] part = new byte[bytes.remaining()];
        bytes.duplicate().get(part);
        return part(part);
    }

    /** Adds a number of eight bytes. */
    public Statement number(long number) {
        return part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** All parts. */
    public byte[] toArray() {
        return content.toByteArray();
    }

    /** The hash of all parts. */
    public byte[] sha256() {
        byte[] all = toArray();
        SHA256Digest digest = new SHA256Digest();
        digest.update(all, 0, all.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private Statement part(byte[] part) {
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array();
        content.write(length, 0, length.length);
        content.write(part, 0, part.length);
        return this;
    }
}
