package dev.strategos.transport.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreambleCodecTest {

    private static final Preamble.Greeting HELLO = new Preamble.Greeting(
            false,
            "shop",
            NodeId.of("alice"),
            NodeId.of("bob.example"),
            new Incarnation(0x0102030405060708L),
            0x1112131415161718L,
            3);
    private static final Preamble.Greeting WELCOME = new Preamble.Greeting(
            true, "shop", NodeId.of("bob.example"), NodeId.of("alice"), new Incarnation(1), -1, Long.MAX_VALUE);
    private static final Preamble.Refusal REFUSAL =
            new Preamble.Refusal(RefusalCode.OTHER_CLUSTER, "this is cluster 'shop'");

    @Test
    void staysAsItIsOnTheWire() {
        assertThat(hex(HELLO)).isEqualTo(Golden.read("hello"));
        assertThat(hex(WELCOME)).isEqualTo(Golden.read("welcome"));
        assertThat(hex(REFUSAL)).isEqualTo(Golden.read("refusal"));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        for (Preamble preamble : new Preamble[] {HELLO, WELCOME, REFUSAL}) {
            ByteBuf bytes = encoded(preamble).writeByte(42);
            assertThat(PreambleCodec.decode(bytes)).isEqualTo(preamble);
            assertThat(bytes.readableBytes()).as("what follows is left alone").isEqualTo(1);
        }
    }

    @Test
    void readsTheLongestNames() throws Exception {
        String label = "x".repeat(63);
        NodeId longest = NodeId.of(label + "." + label + "." + label + "." + "y".repeat(61));
        Preamble.Greeting greeting = new Preamble.Greeting(
                false, "c".repeat(64), longest, longest, new Incarnation(Long.MAX_VALUE), 0, Long.MAX_VALUE);
        ByteBuf bytes = encoded(greeting);
        assertThat(bytes.readableBytes()).isLessThanOrEqualTo(PreambleCodec.HEADER + PreambleCodec.MAX_BODY);
        assertThat(PreambleCodec.decode(bytes)).isEqualTo(greeting);
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void carriesEveryRefusal(RefusalCode code) throws Exception {
        Preamble refusal = new Preamble.Refusal(code, "because");
        assertThat(PreambleCodec.decode(encoded(refusal))).isEqualTo(refusal);
    }

    @Test
    void waitsForTheRestAndConsumesNothing() throws Exception {
        for (Preamble preamble : new Preamble[] {HELLO, WELCOME, REFUSAL}) {
            ByteBuf whole = encoded(preamble);
            for (int length = 0; length < whole.readableBytes(); length++) {
                ByteBuf part = whole.slice(0, length);
                assertThat(PreambleCodec.decode(part)).as(length + " bytes").isNull();
                assertThat(part.readerIndex()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // no magic number, seen at the first byte
                "535441", // nor at the third
                "535452470001 00", // no such type
                "535452470001 04", // nor such
                "535452470001 01 01", // the reserved byte
                "535452470001 01 00 00000401", // longer than any greeting
                "535452470001 01 00 ffffffff", // a length below zero, were it signed
                "535452470001 01 00 00000000", // nothing in it
                "535452470001 03 00 00000000", // a refusal without a code
                "535452470001 03 00 00000002 6300", // a refusal for an unknown reason
                "535452470001 03 00 00000002 0105", // a text that ends early
                "535452470001 01 00 00000001 05", // a name that ends early
                "535452470001 01 00 00000005 0141 0161 00", // a cluster in capitals
                "535452470001 01 00 00000006 0161 0141 0161", // a node in capitals
                "535452470001 01 00 00000006 0161 0161 0162", // no numbers
                "535452470001 01 00 0000001e 016101610162 0000000000000000 0000000000000001 0000000000000001",
                "535452470001 01 00 0000001e 016101610162 0000000000000001 0000000000000001 0000000000000000",
                "535452470001 01 00 0000001f 016101610162 0000000000000001 0000000000000001 0000000000000001 00"
            })
    void refusesWhatIsMalformed(String hex) {
        assertThatThrownBy(() -> PreambleCodec.decode(Golden.bytes(hex)))
                .isInstanceOfSatisfying(
                        PreambleException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED));
    }

    @Test
    void knowsOtherVersionsAndTls() {
        assertThatThrownBy(() -> PreambleCodec.decode(Golden.bytes("53545247 0002")))
                .isInstanceOfSatisfying(
                        PreambleException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.OTHER_VERSION));
        for (String record : new String[] {"16", "160301", "1603010200"}) {
            assertThatThrownBy(() -> PreambleCodec.decode(Golden.bytes(record)))
                    .isInstanceOfSatisfying(
                            PreambleException.class,
                            refused -> assertThat(refused.code()).isEqualTo(RefusalCode.NO_TLS_HERE));
        }
    }

    @Test
    void keepsStrangersTextsOnOneLine() throws Exception {
        ByteBuf bytes = Golden.bytes("535452470001 03 00 00000007 02 05 610a0d1b7f");
        assertThat(PreambleCodec.decode(bytes)).isEqualTo(new Preamble.Refusal(RefusalCode.MALFORMED, "a????"));
        assertThat(PreambleCodec.decode(encoded(new Preamble.Refusal(RefusalCode.MALFORMED, "ä".repeat(300)))))
                .isEqualTo(new Preamble.Refusal(RefusalCode.MALFORMED, "?".repeat(255)));
    }

    @Test
    void everyChangedByteIsAnotherGreetingOrRefused() throws Exception {
        byte[] good = ByteBufUtil.getBytes(encoded(HELLO));
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 20_000; run++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(PreambleCodec.decode(Unpooled.wrappedBuffer(bad))).isNotEqualTo(HELLO);
            } catch (PreambleException refused) {
                assertThat(refused.code()).isNotNull();
            }
        }
    }

    private static ByteBuf encoded(Preamble preamble) {
        ByteBuf bytes = Unpooled.buffer();
        PreambleCodec.encode(preamble, bytes);
        return bytes;
    }

    private static String hex(Preamble preamble) {
        return ByteBufUtil.hexDump(encoded(preamble));
    }
}
