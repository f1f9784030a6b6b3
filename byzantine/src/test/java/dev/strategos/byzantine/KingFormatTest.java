package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KingFormatTest {

    private static final Group GROUP = Group.named("a", "b", "c", "d", "e");
    private static final GroupConfig<String> CONFIG = GroupConfig.of(GROUP, Codec.utf8(), "retreat");
    private static final Bytes HASH = GroupHash.of("EarlyKing(1)", CONFIG, null);
    private static final InstanceId INSTANCE = new InstanceId(GROUP.member(4), 7);
    private final MessageFormat headers = new MessageFormat(MessageFormat.KING, HASH, GROUP, 256, 0);
    private final KingFormat format = new KingFormat(headers);

    private static KingMessage message(@Nullable String vote, @Nullable String decree) {
        return new KingMessage(INSTANCE, GROUP.member(1), 3, bytes(vote), bytes(decree));
    }

    private static @Nullable Bytes bytes(@Nullable String word) {
        return word == null ? null : Bytes.of(Codec.utf8().encode(word));
    }

    /** The bytes in docs/wire-format-byzantine.md. */
    @Test
    void isStable() {
        String header =
                "04" + HexFormat.of().formatHex(HASH.toArray(), 0, 8) + "0004" + "0000000000000007" + "0001" + "0003";
        assertThat(hex(message("attack", "wait"))).isEqualTo(header + "03" + "06" + "61747461636b" + "04" + "77616974");
        assertThat(hex(message("attack", null))).isEqualTo(header + "01" + "06" + "61747461636b");
        assertThat(hex(message(null, "wait"))).isEqualTo(header + "02" + "04" + "77616974");
        assertThat(hex(message(null, null))).isEqualTo(header + "00");
    }

    /** The tag of that example: nothing that is hashed may change. */
    @Test
    void theHashIsStable() {
        assertThat(HexFormat.of().formatHex(HASH.toArray(), 0, 8)).isEqualTo("92d013657e6363e1");
    }

    private String hex(KingMessage message) {
        return HexFormat.of().formatHex(format.encode(message).array());
    }

    @Test
    void comesBack() throws MalformedMessageException {
        for (KingMessage message :
                List.of(message("x", "y"), message("", null), message(null, "y"), message(null, null))) {
            ByteBuffer bytes = format.encode(message);
            assertThat((long) bytes.remaining()).isLessThanOrEqualTo(KingFormat.longest(256));
            assertThat(format.decode(headers.header(bytes), bytes)).isEqualTo(message);
        }
    }

    @Test
    void refusesOtherBytes() {
        byte[] whole = format.encode(message("attack", "wait")).array();
        for (int length = 23; length < whole.length; length++) {
            assertRefused(ByteBuffer.wrap(whole, 0, length));
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertRefused(ByteBuffer.wrap(longer));
        for (int parts : new int[] {4, 7, 255}) {
            byte[] changed = whole.clone();
            changed[23] = (byte) parts;
            assertRefused(ByteBuffer.wrap(changed));
        }
    }

    private void assertRefused(ByteBuffer bytes) {
        assertThatThrownBy(() -> format.decode(headers.header(bytes), bytes))
                .isInstanceOf(MalformedMessageException.class);
    }
}
