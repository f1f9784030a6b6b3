package dev.strategos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CodecTest {

    private final Codec<String> utf8 = Codec.utf8();

    @Test
    void utf8ReturnsWhatItTook() throws MalformedMessageException {
        for (String text : new String[] {"", "attack", "Στρατηγός", "🏛"}) {
            assertThat(utf8.decode(utf8.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void utf8RefusesWhatItCannotExpress() {
        assertThatThrownBy(() -> utf8.encode("\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> utf8.decode(ByteBuffer.wrap(new byte[] {(byte) 0xC0, (byte) 0x80})))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void decodingLeavesTheBufferAsItWas() throws MalformedMessageException {
        ByteBuffer bytes = ByteBuffer.wrap("xattackx".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, 6);
        assertThat(utf8.decode(bytes)).isEqualTo("attack");
        assertThat(bytes.remaining()).isEqualTo(6);
    }
}
