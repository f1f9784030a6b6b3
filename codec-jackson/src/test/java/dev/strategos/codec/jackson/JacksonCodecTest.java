package dev.strategos.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonCodecTest {

    enum Colour {
        RED,
        GREEN
    }

    record Order(
            int number, String item, List<Line> lines, Map<String, BigInteger> totals, Colour colour, NodeId from) {}

    record Line(long amount, boolean gift) {
        Line {
            if (amount < 0) {
                throw new IllegalArgumentException("amount: must be at least 0, but was " + amount);
            }
        }
    }

    sealed interface Vote permits Yes, No {}

    record Yes(int round) implements Vote {}

    record No(int round, String why, List<Vote> before) implements Vote {}

    private static final Order ORDER = new Order(
            7,
            "Σπάρτη",
            List.of(new Line(2, true), new Line(Long.MAX_VALUE, false)),
            Map.of("eur", BigInteger.TEN.pow(30)),
            Colour.GREEN,
            NodeId.of("shop"));

    static Stream<Codec<Order>> orders() {
        return Stream.of(JacksonCodec.json(Order.class), JacksonCodec.cbor(Order.class));
    }

    static Stream<Codec<Vote>> votes() {
        return Stream.of(JacksonCodec.json(Vote.class), JacksonCodec.cbor(Vote.class));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void returnsTheRecordThatItTook(Codec<Order> codec) throws MalformedMessageException {
        assertThat(codec.decode(codec.encode(ORDER))).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @MethodSource("votes")
    void tellsTheMembersOfASealedFamilyApart(Codec<Vote> codec) throws MalformedMessageException {
        Vote vote = new No(2, "late", List.of(new Yes(1), new No(1, "early", List.of())));
        assertThat(codec.decode(codec.encode(vote))).isEqualTo(vote);
    }

    @Test
    void writesJsonThatOthersCanRead() {
        String json = StandardCharsets.UTF_8
                .decode(JacksonCodec.<Vote>json(Vote.class).encode(new No(1, "late", List.of(new Yes(0)))))
                .toString();
        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"No\",\"round\":1,\"why\":\"late\",\"before\":[{\"type\":\"Yes\",\"round\":0}]}");
    }

    @Test
    void cborIsTheShorter() {
        assertThat(JacksonCodec.cbor(Order.class).encode(ORDER).remaining())
                .isLessThan(JacksonCodec.json(Order.class).encode(ORDER).remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "{}",
                "{\"type\":\"Yes\"}",
                "{\"type\":\"Yes\",\"round\":null}",
                "{\"type\":\"Yes\",\"round\":\"1\"}",
                "{\"type\":\"Yes\",\"round\":1.5}",
                "{\"type\":\"Yes\",\"round\":99999999999}",
                "{\"type\":\"Yes\",\"round\":1,\"more\":2}",
                "{\"type\":\"Yes\",\"round\":1,\"round\":2}",
                "{\"type\":\"Yes\",\"round\":1} {}",
                "{\"type\":\"Maybe\",\"round\":1}",
                "{\"type\":\"java.lang.ProcessBuilder\",\"round\":1}",
                "{\"round\":1}",
                "{\"@class\":\"java.util.ArrayList\",\"round\":1}"
            })
    void refusesWhatIsNotExactlyAMessage(String json) {
        Codec<Vote> codec = JacksonCodec.json(Vote.class);
        assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("not a Vote: ");
    }

    @Test
    void whatTheRecordRefusesIsMalformed() {
        String json = "{\"amount\":-1,\"gift\":true}";
        assertThatThrownBy(() ->
                        JacksonCodec.json(Line.class).decode(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("amount: must be at least 0, but was -1");
    }

    @Test
    void boundsTheDepth() {
        String deep = "{\"type\":\"No\",\"round\":1,\"why\":\"\",\"before\":[".repeat(200);
        assertThatThrownBy(() ->
                        JacksonCodec.json(Vote.class).decode(ByteBuffer.wrap(deep.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("depth");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void damagedBytesAreAMessageOrMalformedAndNothingElse(Codec<Order> codec) {
        ByteBuffer good = codec.encode(ORDER);
        SplittableRandom random = new SplittableRandom(1);
        int malformed = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(good.remaining())];
            good.duplicate().get(bytes);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                codec.decode(ByteBuffer.wrap(bytes));
            } catch (MalformedMessageException e) {
                malformed++;
            }
        }
        assertThat(malformed).isGreaterThan(4_000);
    }

    @Test
    void refusesTypesThatAreNotPlainData() {
        record WithObject(Object anything) {}
        record WithOptional(Optional<String> maybe) {}
        record WithRawList(@SuppressWarnings("rawtypes") List list) {}
        record Nested(List<Map<String, Thread>> threads) {}
        assertThatThrownBy(() -> JacksonCodec.json(String.class))
                .hasMessage("type: must be a record or a sealed interface of records, but was java.lang.String");
        assertThatThrownBy(() -> JacksonCodec.json(WithObject.class))
                .hasMessageContaining("WithObject.anything is of type java.lang.Object; allowed are");
        assertThatThrownBy(() -> JacksonCodec.cbor(WithOptional.class)).hasMessageContaining("WithOptional.maybe");
        assertThatThrownBy(() -> JacksonCodec.json(WithRawList.class)).hasMessageContaining("WithRawList.list");
        assertThatThrownBy(() -> JacksonCodec.json(Nested.class))
                .hasMessageContaining("Nested.threads is of type java.lang.Thread");
    }

    sealed interface Shape permits Circle {}

    record Circle(String type) implements Shape {}

    record WithMethods(int size, String name) {
        WithMethods(int size) {
            this(size, "made from a number");
        }

        static WithMethods valueOf(String text) {
            return new WithMethods(0, text);
        }

        public boolean isLarge() {
            return size > 10;
        }

        public int getTwice() {
            return 2 * size;
        }
    }

    @Test
    void aMessageIsItsComponentsAndNothingElse() throws MalformedMessageException {
        for (Codec<WithMethods> codec : List.<Codec<WithMethods>>of(
                JacksonCodec.json(WithMethods.class), JacksonCodec.cbor(WithMethods.class))) {
            WithMethods message = new WithMethods(11, "n");
            assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
        }
        Codec<WithMethods> json = JacksonCodec.json(WithMethods.class);
        for (String other : List.of("\"str\"", "5", "{\"size\":1,\"name\":5}", "{\"size\":1,\"name\":true}")) {
            assertThatThrownBy(() -> json.decode(ByteBuffer.wrap(other.getBytes(StandardCharsets.UTF_8))))
                    .as(other)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void whatNobodyCouldReadIsNotWritten() {
        record WithMap(Map<NodeId, String> map) {}
        assertThatThrownBy(() -> JacksonCodec.json(WithMap.class))
                .hasMessageContaining("WithMap.map is a map whose keys");
        assertThatThrownBy(() -> JacksonCodec.json(Shape.class)).hasMessageContaining("Circle.type has the name");
        assertThatThrownBy(() -> JacksonCodec.json(Line.class).encode(null)).hasMessage("message");
    }

    @Test
    void saysWhatItIs() {
        assertThat(JacksonCodec.cbor(Vote.class)).hasToString("JacksonCodec[Vote as CBOR]");
    }
}
