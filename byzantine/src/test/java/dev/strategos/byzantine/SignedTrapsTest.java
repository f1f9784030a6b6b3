package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where implementations of SM(m) have gone wrong. General 0 is the commander and 3 another traitor, both led by the test. */
class SignedTrapsTest {

    private static final Duration IN_ROUND_1 = Camp.START.plus(Camp.SKEW);
    private static final InstanceId INSTANCE = new InstanceId(NodeId.of("g0"), 1);

    /** A signature of another instance, of another m and of another group does not hold here. */
    @Test
    void aSignatureHoldsInItsOwnAgreementOnly() {
        try (Camp camp = camp(0, 3)) {
            Bytes attack = utf8("attack");
            SignedMessage otherInstance = chain(camp, camp.config, 1)
                    .first(new InstanceId(camp.general(0), 2), camp.general(0), attack, camp.keys.get(camp.general(0)));
            SignedMessage otherM = chain(camp, camp.config, 2)
                    .first(INSTANCE, camp.general(0), attack, camp.keys.get(camp.general(0)));
            SignedMessage otherGroup = chain(camp, camp.config.withMaxValueBytes(99), 1)
                    .first(INSTANCE, camp.general(0), attack, camp.keys.get(camp.general(0)));
            SignedMessage otherCommander = chain(camp, camp.config, 1)
                    .first(INSTANCE, camp.general(3), attack, camp.keys.get(camp.general(0)));
            SignedMessage otherOrder = chain(camp, camp.config, 1)
                    .first(INSTANCE, camp.general(0), utf8("wait"), camp.keys.get(camp.general(0)));
            for (SignedMessage elsewhere : List.of(otherInstance, otherM, otherGroup, otherCommander, otherOrder)) {
                SignedMessage replayed = new SignedMessage(INSTANCE, camp.general(0), attack, elsewhere.chain());
                assertThat(chain(camp, camp.config, 1).verify(replayed, 0)).isFalse();
            }
            SignedMessage replayed = new SignedMessage(INSTANCE, camp.general(0), attack, otherInstance.chain());
            camp.send(IN_ROUND_1, 0, 1, format(camp).encode(replayed));
            assertRefused(camp, 1, 0, "signatures do not hold", 1);
        }
    }

    @Test
    void aSignatureHoldsAtItsOwnPlaceOfTheChainOnly() {
        try (Camp camp = camp(0, 3)) {
            SignatureChain chain = chain(camp, camp.config, 1);
            SignedMessage order = order(camp, "attack");
            SignedMessage relayed = chain.extend(order, camp.general(3), camp.keys.get(camp.general(3)));
            SignedMessage swapped = new SignedMessage(
                    INSTANCE,
                    camp.general(0),
                    order.value(),
                    List.of(relayed.chain().get(1), relayed.chain().get(0)));
            assertThat(chain.verify(relayed, 0)).isTrue();
            assertThat(chain.verify(relayed, 1)).isTrue();
            assertThat(chain.verify(swapped, 0)).isFalse();
            assertThat(chain.verify(swapped, 1)).isFalse();
            // What 3 signed after 1 says nothing about 2.
            SignedMessage byOne =
                    chain.extend(chain.extend(order, camp.general(1), key(camp, 1)), camp.general(3), key(camp, 3));
            SignedMessage byTwo = chain.extend(order, camp.general(2), key(camp, 2));
            List<SignedMessage.Signed> moved = new ArrayList<>(byTwo.chain());
            moved.add(byOne.chain().get(2));
            assertThat(chain.verify(byOne, 2)).isTrue();
            assertThat(chain.verify(new SignedMessage(INSTANCE, camp.general(0), order.value(), moved), 2))
                    .isFalse();
        }
    }

    /** Signers are counted by identity: two different valid signatures of one general are one signer. */
    @Test
    void oneGeneralSignsOnce() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage twice =
                    chain(camp, camp.config, 1).extend(order(camp, "attack"), camp.general(0), key(camp, 0));
            camp.send(Camp.deadline(1), 0, 1, format(camp).encode(twice));
            assertRefused(camp, 1, 0, "by way of [g0, g0]", 0);
        }
    }

    @Test
    void theCommanderSignsFirst() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage headless = new SignedMessage(
                    INSTANCE,
                    camp.general(0),
                    utf8("attack"),
                    List.of(chain(camp, camp.config, 1)
                            .sign(
                                    INSTANCE,
                                    camp.general(0),
                                    utf8("attack"),
                                    List.of(),
                                    camp.general(3),
                                    key(camp, 3))));
            camp.send(IN_ROUND_1, 3, 1, format(camp).encode(headless));
            assertRefused(camp, 1, 3, "by way of [g3]", 0);
        }
    }

    @Test
    void theSenderSignsLast() {
        try (Camp camp = camp(0, 3)) {
            camp.send(IN_ROUND_1, 3, 1, format(camp).encode(order(camp, "attack")));
            assertRefused(camp, 1, 3, "by way of [g0]", 0);
        }
    }

    /** As many signatures as the round: a chain of one, given to a friend in secret, comes too late in round 2. */
    @Test
    void aChainThatIsTooShortForItsRoundIsLate() {
        try (Camp camp = camp(0, 3)) {
            camp.send(Camp.deadline(1), 0, 1, format(camp).encode(order(camp, "attack")));
            camp.end();
            assertThat(camp.agreements.get(camp.general(1)).decision()).contains(Camp.RETREAT);
            assertThat(camp.agreements.get(camp.general(2)).decision()).contains(Camp.RETREAT);
            assertThat(camp.reported).extracting(Fault::kind).containsOnly(Fault.Kind.SYNCHRONY_SUSPECTED);
        }
    }

    /** The last round's deadline holds as well: accepting late would leave the others without the order. */
    @Test
    void anOrderAfterTheLastDeadlineDoesNotCount() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage relayed =
                    chain(camp, camp.config, 1).extend(order(camp, "attack"), camp.general(3), key(camp, 3));
            camp.send(Camp.deadline(2), 3, 1, format(camp).encode(relayed));
            camp.end();
            assertThat(camp.agreements.get(camp.general(1)).decision()).contains(Camp.RETREAT);
        }
    }

    /** The traitors' classic: an order that surfaces in round 2, at one general only, by way of two traitors. With m = 2 it spreads. */
    @Test
    void anOrderThatSurfacesLateStillReachesEverybody() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 5, 2).puppets(0, 3).pitch()) {
            camp.begin(1, camp.general(0), "");
            SignedMessage relayed =
                    chain(camp, camp.config, 2).extend(order(camp, 2, "attack"), camp.general(3), key(camp, 3));
            camp.send(Camp.deadline(2).minus(Camp.DELTA), 3, 1, format(camp, 2).encode(relayed));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly("attack");
        }
    }

    /** A chain that skips the rounds: complete before its round has begun, it waits and counts then. */
    @Test
    void aChainThatIsEarlyWaitsForItsRound() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage relayed =
                    chain(camp, camp.config, 1).extend(order(camp, "attack"), camp.general(3), key(camp, 3));
            camp.send(IN_ROUND_1, 3, 1, format(camp).encode(relayed));
            camp.send(IN_ROUND_1, 3, 2, format(camp).encode(relayed));
            camp.runTo(Camp.START.plus(Camp.DELTA).plusMillis(1));
            assertThat(camp.generals.get(camp.general(1)).counters().verifications())
                    .as("nothing of round 2 is looked at while round 1 is open")
                    .isZero();
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).contains("attack", "attack");
        }
    }

    /** Two orders make the choice; a third is neither verified nor relayed. */
    @Test
    void atMostTwoOrdersAreRelayed() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 6, 2).puppets(0, 3, 4).pitch()) {
            camp.begin(1, camp.general(0), "");
            camp.send(IN_ROUND_1, 0, 1, format(camp, 2).encode(order(camp, 2, "attack")));
            Duration inRound2 = Camp.deadline(2).minus(Camp.DELTA);
            for (int traitor : new int[] {3, 4}) {
                SignedMessage relayed = chain(camp, camp.config, 2)
                        .extend(order(camp, 2, "order" + traitor), camp.general(traitor), key(camp, traitor));
                camp.send(inRound2, traitor, 1, format(camp, 2).encode(relayed));
            }
            camp.end();
            Counters counters = camp.agreements.get(camp.general(1)).counters();
            assertThat(counters.signatures()).isEqualTo(2);
            assertThat(counters.physicalMessages()).isEqualTo(4 + 3);
            assertThat(counters.verifications()).isEqualTo(1 + 2);
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertOnlyTheCommanderIsAccused(camp);
        }
    }

    /** What waits for its round is bounded: two messages of a peer are read, whatever it sends. */
    @Test
    void onlyTwoMessagesOfAPeerAreRead() {
        try (Camp camp = camp(0, 3)) {
            for (int i = 0; i < 50; i++) {
                SignedMessage relayed =
                        chain(camp, camp.config, 1).extend(order(camp, "order" + i % 5), camp.general(3), key(camp, 3));
                camp.send(IN_ROUND_1, 3, 1, format(camp).encode(relayed));
            }
            camp.end();
            camp.reported.removeIf(fault ->
                    fault.kind() == Fault.Kind.TREASON_PROVEN && camp.general(0).equals(fault.who()));
            assertRefused(camp, 1, 3, "more than 2 orders", 2 * 2);
        }
    }

    /** Two different orders relayed are the protocol, not treason: no loyal general accuses another. */
    @Test
    void relayingTwoOrdersIsNoTreason() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 2).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            camp.send(IN_ROUND_1, 0, 1, format(camp, 2).encode(order(camp, 2, "attack")));
            camp.send(IN_ROUND_1, 0, 2, format(camp, 2).encode(order(camp, 2, "wait")));
            camp.send(IN_ROUND_1, 0, 3, format(camp, 2).encode(order(camp, 2, "wait")));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertOnlyTheCommanderIsAccused(camp);
        }
    }

    /** A flood of garbage signatures from one traitor costs one verification, of its own signature. */
    @Test
    void aFloodOfGarbageCostsOneVerification() {
        try (Camp camp = camp(0, 3)) {
            for (int i = 0; i < 500; i++) {
                List<SignedMessage.Signed> garbage = new ArrayList<>();
                garbage.add(new SignedMessage.Signed(camp.general(0), signature(i)));
                garbage.add(new SignedMessage.Signed(camp.general(3), signature(-i)));
                SignedMessage message = new SignedMessage(INSTANCE, camp.general(0), utf8("order" + i), garbage);
                camp.send(Camp.deadline(1), 3, 1, format(camp).encode(message));
            }
            assertRefused(camp, 1, 3, "signatures do not hold", 1);
        }
    }

    /** However long and genuine the chain before it is, a bad signature of the sender costs one verification. */
    @Test
    void theSendersOwnSignatureIsVerifiedFirst() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage order = order(camp, "attack");
            List<SignedMessage.Signed> chain = new ArrayList<>(order.chain());
            chain.add(new SignedMessage.Signed(camp.general(3), signature(1)));
            SignedMessage message = new SignedMessage(INSTANCE, camp.general(0), order.value(), chain);
            camp.send(Camp.deadline(1), 3, 1, format(camp).encode(message));
            assertRefused(camp, 1, 3, "signatures do not hold", 1);
        }
    }

    /** Known orders are dropped before anything is verified. */
    @Test
    void aKnownOrderIsNotVerifiedAgain() {
        try (Camp camp = camp(0, 3)) {
            camp.send(IN_ROUND_1, 0, 1, format(camp).encode(order(camp, "attack")));
            SignedMessage forged = new SignedMessage(
                    INSTANCE,
                    camp.general(0),
                    utf8("attack"),
                    List.of(
                            new SignedMessage.Signed(camp.general(0), signature(1)),
                            new SignedMessage.Signed(camp.general(3), signature(2))));
            camp.send(Camp.deadline(1), 3, 1, format(camp).encode(forged));
            camp.end();
            Agreement<String> agreement = camp.agreements.get(camp.general(1));
            assertThat(agreement.counters().verifications()).isEqualTo(1);
            assertThat(agreement.decision()).contains("attack");
            assertThat(agreement.heard(2))
                    .anyMatch(report -> report.from().equals(camp.general(3)) && !report.counts());
        }
    }

    /** A good signature is no pass for another order that carries the same bytes. */
    @Test
    void aSignatureThatHeldOnceIsNoPassForAnotherOrder() {
        try (Camp camp = camp(0, 3)) {
            SignedMessage attack = order(camp, "attack");
            camp.send(IN_ROUND_1, 0, 1, format(camp).encode(attack));
            List<SignedMessage.Signed> reused = new ArrayList<>(attack.chain());
            reused.add(chain(camp, camp.config, 1)
                    .sign(INSTANCE, camp.general(0), utf8("wait"), attack.chain(), camp.general(3), key(camp, 3)));
            SignedMessage forged = new SignedMessage(INSTANCE, camp.general(0), utf8("wait"), reused);
            camp.send(Camp.deadline(1), 3, 1, format(camp).encode(forged));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            assertThat(camp.reported)
                    .hasSize(1)
                    .allMatch(fault -> camp.general(3).equals(fault.who()));
        }
    }

    /** It signed two orders. */
    private static void assertOnlyTheCommanderIsAccused(Camp camp) {
        assertThat(camp.reported)
                .hasSize(3)
                .allMatch(fault -> fault.kind() == Fault.Kind.TREASON_PROVEN
                        && camp.general(0).equals(fault.who()));
    }

    private static void assertRefused(Camp camp, int at, int culprit, String evidence, int verifications) {
        camp.end();
        assertThat(camp.agreements.get(camp.general(at)).decision()).contains(Camp.RETREAT);
        assertThat(camp.agreements.get(camp.general(at)).counters().verifications())
                .isEqualTo(verifications);
        assertThat(camp.reported).isNotEmpty();
        assertThat(camp.reported).allMatch(fault -> camp.general(culprit).equals(fault.who()));
        assertThat(camp.reported).anyMatch(fault -> fault.evidence().contains(evidence));
    }

    private static Camp camp(Integer... puppets) {
        Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).puppets(puppets).pitch();
        return camp.begin(1, camp.general(0), "");
    }

    private static SignedMessage order(Camp camp, String order) {
        return order(camp, 1, order);
    }

    private static SignedMessage order(Camp camp, int m, String order) {
        return chain(camp, camp.config, m).first(INSTANCE, camp.general(0), utf8(order), key(camp, 0));
    }

    private static Signer key(Camp camp, int rank) {
        return camp.keys.get(camp.general(rank));
    }

    private static SignatureChain chain(Camp camp, GroupConfig<String> config, int m) {
        String name = "SM(" + m + ")";
        return new SignatureChain(name, GroupHash.of(name, config, camp.verifier), camp.verifier);
    }

    private static MessageFormat format(Camp camp) {
        return format(camp, 1);
    }

    private static MessageFormat format(Camp camp, int m) {
        return new MessageFormat(
                MessageFormat.SIGNED,
                GroupHash.of("SM(" + m + ")", camp.config, camp.verifier),
                camp.group,
                camp.config.maxValueBytes(),
                64);
    }

    private static Bytes signature(int content) {
        return Bytes.of(ByteBuffer.allocate(64).putInt(content).rewind());
    }

    private static Bytes utf8(String text) {
        return Bytes.of(Codec.utf8().encode(text));
    }
}
