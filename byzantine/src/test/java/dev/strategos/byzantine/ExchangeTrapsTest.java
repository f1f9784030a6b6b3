package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a traitor can try in an exchange. General 3 is led by the test. */
class ExchangeTrapsTest {

    private static final InstanceId INSTANCE = new InstanceId(NodeId.of("g0"), 1);
    private static final Duration IN_ROUND_1 = Camp.START.plus(Camp.SKEW);
    private static final Duration IN_ROUND_2 = Camp.deadline(1).plusMillis(1);

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertTheOthersKnowEachOther(Council council) {
        assertThat(council.loyalVectors()).hasSize(3);
        assertThat(council.loyalVectors().values().stream().distinct()).hasSize(1);
        assertThat(council.loyalVectors().values())
                .allSatisfy(vector -> assertThat(vector.values()).startsWith("army of 1", "army of 2", "army of 3"));
        assertThat(council.reported).allMatch(fault -> fault.who().equals(council.general(3)));
    }

    // ---- by oral messages

    private static MessageFormat oral(Council council) {
        return new MessageFormat(
                MessageFormat.ORAL,
                GroupHash.of("IC-OM(1)", council.config, null),
                council.group,
                council.config.maxValueBytes(),
                0);
    }

    private static ByteBuffer oral(Council council, int round, String... values) {
        List<Bytes> encoded = new ArrayList<>();
        for (String value : values) {
            encoded.add(utf8(value));
        }
        return oral(council).encode(new OralMessage(INSTANCE, council.general(3), round, ValueBlock.of(encoded)));
    }

    private static Council oralCouncil() {
        return new Council(Camp.Algorithm.ORAL, 4, 1, 11).puppet(3).convene();
    }

    @Test
    void theFirstWordOfARoundCounts() {
        try (Council council = oralCouncil()) {
            for (int to = 0; to < 3; to++) {
                council.send(IN_ROUND_1, 3, to, oral(council, 1, "army of 4"));
                council.send(IN_ROUND_1, 3, to, oral(council, 1, "army of 9"));
            }
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.loyalVectors().get(council.general(0))).containsEntry(council.general(3), "army of 4");
            assertThat(council.reported).extracting(Fault::evidence).allMatch(said -> said.contains("speaks twice"));
        }
    }

    @Test
    void tooFewOrTooManyValuesAreSilence() {
        try (Council council = oralCouncil()) {
            council.send(IN_ROUND_1, 3, 0, oral(council, 1, "army of 4", "army of 4"));
            council.send(IN_ROUND_2, 3, 1, oral(council, 2, "lie"));
            council.send(IN_ROUND_2, 3, 2, oral(council, 2, "lie", "lie", "lie"));
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.loyalVectors().get(council.general(0)))
                    .containsEntry(council.general(3), Council.UNKNOWN);
            assertThat(council.reported)
                    .extracting(Fault::evidence)
                    .anyMatch(said -> said.contains("says 2 values in round 1 instead of 1"))
                    .anyMatch(said -> said.contains("says 1 values in round 2 instead of 2"))
                    .anyMatch(said -> said.contains("says 3 values in round 2 instead of 2"));
        }
    }

    @Test
    void whoSpeaksForAnotherIsNotHeard() {
        try (Council council = oralCouncil()) {
            ByteBuffer forged = oral(council)
                    .encode(new OralMessage(
                            INSTANCE, council.general(1), 1, ValueBlock.of(List.of(utf8("army of 9")))));
            council.send(IN_ROUND_1, 3, 0, forged);
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.reported)
                    .extracting(Fault::evidence)
                    .containsOnly("IC-OM(1) g0/1: names 'g1' as the commander");
        }
    }

    // ---- by signed messages

    private static Council signedCouncil() {
        return new Council(Camp.Algorithm.SIGNED, 4, 2, 11).puppet(3).convene();
    }

    private static MessageFormat signed(Council council) {
        return new MessageFormat(
                MessageFormat.SIGNED_BUNDLE,
                GroupHash.of("IC-SM(2)", council.config, council.verifier),
                council.group,
                council.config.maxValueBytes(),
                64);
    }

    private static SignatureChain chain(Council council) {
        return new SignatureChain(
                "IC-SM(2)", GroupHash.of("IC-SM(2)", council.config, council.verifier), council.verifier);
    }

    private static SignedMessage own(Council council, String value) {
        NodeId three = council.general(3);
        return chain(council).first(INSTANCE, three, utf8(value), council.keys.get(three));
    }

    private static ByteBuffer bundle(Council council, int round, List<SignedMessage> orders) {
        return signed(council).encode(new SignedBundle(INSTANCE, council.general(3), round, orders));
    }

    /** However many forgeries a message has, its sender is found out by the first, and not read again. */
    @Test
    void aBundleOfForgeriesCostsOneVerification() {
        try (Council council = signedCouncil()) {
            NodeId three = council.general(3);
            List<SignedMessage> forgeries = new ArrayList<>();
            for (int about = 1; about < 3; about++) {
                SignedMessage theirs = new SignedMessage(
                        INSTANCE,
                        council.general(about),
                        utf8("army of 9"),
                        own(council, "army of 9").chain());
                SignedMessage.Signed garbage = new SignedMessage.Signed(three, Bytes.of(new byte[64]));
                forgeries.add(new SignedMessage(
                        INSTANCE,
                        council.general(about),
                        utf8("army of 9"),
                        List.of(
                                new SignedMessage.Signed(
                                        council.general(about),
                                        theirs.chain().get(0).signature()),
                                garbage)));
            }
            council.send(IN_ROUND_2, 3, 0, bundle(council, 2, forgeries));
            council.send(
                    Camp.deadline(2).plusMillis(1),
                    3,
                    0,
                    bundle(council, 3, Collections.nCopies(2, longer(council, forgeries.get(0)))));
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.generals.get(council.general(0)).counters().verifications())
                    .as("two values of the others, and one forgery")
                    .isEqualTo(3);
        }
    }

    private static SignedMessage longer(Council council, SignedMessage message) {
        List<SignedMessage.Signed> chain = new ArrayList<>(message.chain());
        chain.add(1, new SignedMessage.Signed(council.general(2), Bytes.of(new byte[64])));
        return new SignedMessage(message.instance(), message.commander(), message.value(), chain);
    }

    /** A traitor that signs two values of its own is worth nothing to all, even if each hears of one only at first. */
    @Test
    void twoValuesOfOneGeneralAreNone() {
        try (Council council = signedCouncil()) {
            council.send(IN_ROUND_1, 3, 0, bundle(council, 1, List.of(own(council, "army of 4"))));
            council.send(IN_ROUND_1, 3, 1, bundle(council, 1, List.of(own(council, "army of 9"))));
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.loyalVectors().values())
                    .allSatisfy(vector -> assertThat(vector).containsEntry(council.general(3), Council.UNKNOWN));
            assertThat(council.reported)
                    .as("each of the three has the proof")
                    .hasSize(3)
                    .allMatch(fault -> fault.kind() == Fault.Kind.TREASON_PROVEN
                            && council.general(3).equals(fault.who()));
        }
    }

    @Test
    void whatEndsEarlyOrGoesOnIsMalformed() {
        try (Council council = signedCouncil()) {
            ByteBuffer whole = bundle(council, 1, List.of(own(council, "army of 4")));
            council.send(IN_ROUND_1, 3, 0, whole.duplicate().limit(whole.limit() - 1));
            council.send(
                    IN_ROUND_1,
                    3,
                    1,
                    ByteBuffer.allocate(whole.remaining() + 1)
                            .put(whole.duplicate())
                            .put((byte) 0)
                            .flip());
            council.send(IN_ROUND_1, 3, 2, whole);
            council.end();
            assertTheOthersKnowEachOther(council);
            assertThat(council.loyalVectors().values())
                    .as("the one who read it told the others")
                    .allSatisfy(vector -> assertThat(vector).containsEntry(council.general(3), "army of 4"));
            assertThat(council.reported).extracting(Fault::kind).hasSize(2).containsOnly(Fault.Kind.MALFORMED_MESSAGE);
        }
    }
}
