package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormatTest {

    private static final Group GROUP = Group.named("a", "b", "c", "d", "e");
    private static final NodeId A = GROUP.member(0);
    private static final InstanceId INSTANCE = new InstanceId(GROUP.member(4), 7);
    private static final Bytes HASH = GroupHash.of("OM(1)", GroupConfig.of(GROUP, Codec.utf8(), "retreat"), null);
    private final MessageFormat oral = new MessageFormat(MessageFormat.ORAL, HASH, GROUP, 1 << 20, 0);
    private final MessageFormat signed = new MessageFormat(MessageFormat.SIGNED, HASH, GROUP, 1 << 20, 64);

    /** The index width follows the dictionary's size: 1 byte to 256 entries, 2 to 65,536, then 4. There is no cap. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 505, 65_536, 65_537})
    void carriesAnyNumberOfDistinctValues(int distinct) throws MalformedMessageException {
        List<Bytes> values = new ArrayList<>();
        for (int i = 0; i < distinct + 3; i++) {
            values.add(Bytes.of(ByteBuffer.allocate(4).putInt(i % distinct).flip()));
        }
        OralMessage message = new OralMessage(INSTANCE, A, 2, ValueBlock.of(values));
        ByteBuffer bytes = oral.encode(message);
        OralMessage decoded = oral.oral(oral.header(bytes), bytes);
        assertThat(decoded).isEqualTo(message);
        assertThat(decoded.values().dictionary()).hasSize(distinct);
        for (int i = 0; i < values.size(); i++) {
            assertThat(decoded.values().get(i)).isEqualTo(values.get(i));
        }
    }

    @Test
    void anIndexOutsideTheDictionaryIsTheDefault() throws MalformedMessageException {
        OralMessage message =
                new OralMessage(INSTANCE, A, 2, new ValueBlock(List.of(Bytes.of((byte) 'x')), new int[] {0, 1, 255}));
        ByteBuffer bytes = oral.encode(message);
        ValueBlock values = oral.oral(oral.header(bytes), bytes).values();
        assertThat(values.get(0)).isEqualTo(Bytes.of((byte) 'x'));
        assertThat(values.get(1)).isNull();
        assertThat(values.get(2)).isNull();
        var table = new ValueTable<>(GroupConfig.of(GROUP, Codec.utf8(), "retreat"));
        assertThat(table.numbers(values)).containsExactly(1, EigTree.DEFAULT, EigTree.DEFAULT);
    }

    @Test
    void signedMessagesComeBack() throws MalformedMessageException {
        SignedMessage message = new SignedMessage(
                INSTANCE,
                A,
                Bytes.of((byte) 1, (byte) 2),
                List.of(
                        new SignedMessage.Signed(A, Bytes.of(new byte[64])),
                        new SignedMessage.Signed(GROUP.member(3), Bytes.of(new byte[64]))));
        ByteBuffer bytes = signed.encode(message);
        assertThat(bytes.remaining()).isEqualTo(23 + 1 + 2 + 2 * (2 + 64));
        assertThat(signed.signed(signed.header(bytes), bytes)).isEqualTo(message);
    }

    /** The bytes in docs/wire-format-byzantine.md. */
    @Test
    void isStable() {
        OralMessage message = new OralMessage(
                INSTANCE, GROUP.member(1), 2, ValueBlock.of(List.of(utf8("attack"), utf8("retreat"), utf8("attack"))));
        assertThat(HexFormat.of().formatHex(oral.encode(message).array()))
                .isEqualTo("01" + HexFormat.of().formatHex(HASH.toArray(), 0, 8)
                        + "0004" + "0000000000000007" + "0001" + "0002"
                        + "02" + "06" + "61747461636b" + "07" + "72657472656174" + "00" + "01" + "00");
    }

    @Test
    void bundlesAreStable() {
        MessageFormat format = new MessageFormat(MessageFormat.SIGNED_BUNDLE, HASH, GROUP, 256, 2);
        SignedMessage.Signed first = new SignedMessage.Signed(GROUP.member(1), Bytes.of(new byte[] {1, 2}));
        SignedMessage.Signed second = new SignedMessage.Signed(GROUP.member(3), Bytes.of(new byte[] {3, 4}));
        SignedMessage order = new SignedMessage(INSTANCE, GROUP.member(1), utf8("wait"), List.of(first, second));
        ByteBuffer bytes = format.encode(new SignedBundle(INSTANCE, GROUP.member(3), 2, List.of(order)));
        assertThat(HexFormat.of().formatHex(bytes.array()))
                .isEqualTo("03" + HexFormat.of().formatHex(HASH.toArray(), 0, 8)
                        + "0004" + "0000000000000007" + "0003" + "0002"
                        + "01" + "0001" + "04" + "77616974" + "0001" + "0102" + "0003" + "0304");
    }

    @Test
    void twoConfigurationsDoNotHearEachOther() {
        MessageFormat other = new MessageFormat(
                MessageFormat.ORAL,
                GroupHash.of("OM(1)", GroupConfig.of(GROUP, Codec.utf8(), "attack"), null),
                GROUP,
                256,
                0);
        ByteBuffer bytes = oral.encode(new OralMessage(INSTANCE, A, 1, ValueBlock.of(List.of(utf8("attack")))));
        assertThatThrownBy(() -> other.header(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("another configuration");
    }

    @Test
    void theHashTellsEveryPartApart() {
        GroupConfig<String> config = GroupConfig.of(GROUP, Codec.utf8(), "retreat");
        List<Bytes> hashes = List.of(
                HASH,
                GroupHash.of("OM(2)", config, null),
                GroupHash.of("SM(1)", config, null),
                GroupHash.of("OM(1)", config.withMaxValueBytes(255), null),
                GroupHash.of("OM(1)", GroupConfig.of(GROUP, Codec.utf8(), "attack"), null),
                GroupHash.of(
                        "OM(1)", GroupConfig.of(Group.named("a", "b", "c", "e", "d"), Codec.utf8(), "retreat"), null));
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(GroupHash.of("OM(1)", config, null)).isEqualTo(HASH);
    }

    /** Lengths are checked before anything is allocated for them: none of these may take more than a moment or a megabyte. */
    @Test
    void refusesLengthsThatTheBytesDoNotHave() {
        ByteBuffer header = oral.encode(new OralMessage(INSTANCE, A, 1, ValueBlock.of(List.of(utf8("x")))))
                .limit(23);
        for (String body : List.of("ffffffff07", "ffffffff0f", "ffffffffff", "80", "01ffffffff07", "0102", "02", "")) {
            byte[] tail = HexFormat.of().parseHex(body);
            ByteBuffer bytes = ByteBuffer.allocate(23 + tail.length)
                    .put(header.duplicate().rewind())
                    .put(tail)
                    .flip();
            assertThatThrownBy(() -> oral.oral(oral.header(bytes), bytes))
                    .as("body %s", body)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void refusesValuesBeyondTheLimit() {
        MessageFormat narrow = new MessageFormat(MessageFormat.ORAL, HASH, GROUP, 3, 0);
        ByteBuffer bytes = oral.encode(new OralMessage(INSTANCE, A, 1, ValueBlock.of(List.of(utf8("four")))));
        assertThatThrownBy(() -> narrow.oral(narrow.header(bytes), bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("limit of 3");
    }

    /** Whatever the bytes, a message or a checked exception. */
    @Test
    void survivesAnyBytes() throws MalformedMessageException {
        Random random = new Random(5);
        ByteBuffer oralBytes = oral.encode(new OralMessage(
                INSTANCE, A, 2, ValueBlock.of(List.of(utf8("attack"), utf8("retreat"), utf8("attack")))));
        ByteBuffer signedBytes = signed.encode(new SignedMessage(
                INSTANCE, A, utf8("attack"), List.of(new SignedMessage.Signed(A, Bytes.of(new byte[64])))));
        int understood = 0;
        for (int run = 0; run < 200_000; run++) {
            boolean isOral = random.nextBoolean();
            MessageFormat format = isOral ? oral : signed;
            byte[] bytes = (isOral ? oralBytes : signedBytes).array().clone();
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
            }
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            try {
                WireHeader header = format.header(buffer);
                AgreementMessage message = isOral ? oral.oral(header, buffer) : signed.signed(header, buffer);
                assertThat(message.round()).isPositive();
                understood++;
            } catch (MalformedMessageException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        assertThat(understood).isPositive();
    }

    @Test
    void knowsItsLongestMessages() throws MalformedMessageException {
        MessageFormat narrow = new MessageFormat(MessageFormat.ORAL, HASH, GROUP, 4, 0);
        List<Bytes> values = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            values.add(Bytes.of(ByteBuffer.allocate(4).putInt(i).flip()));
        }
        int actual = narrow.encode(new OralMessage(INSTANCE, A, 2, ValueBlock.of(values)))
                .remaining();
        assertThat(narrow.longestOral(300)).isBetween((long) actual, actual + 5L);
        assertThat(narrow.longestOral(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(Codec.utf8().encode(text));
    }
}
