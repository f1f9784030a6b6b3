package dev.strategos.byzantine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes to hash or sign: every part goes in behind its length, so no two different sequences of parts read the same. */
final class Statement {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream(256);

    Statement text(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    Statement bytes(Bytes bytes) {
        return part(bytes.raw());
    }

    Statement number(long number) {
        return part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    byte[] toArray() {
        return content.toByteArray();
    }

    private Statement part(byte[] part) {
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array();
        content.write(length, 0, length.length);
        content.write(part, 0, part.length);
        return this;
    }
}
