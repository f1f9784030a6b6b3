package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who signs two orders as the commander is proven a traitor, to anybody; nobody else ever is. */
class EquivocationTest {

    private final Map<Camp, Conspiracy<SignedMessage>> conspiracies = new LinkedHashMap<>();

    @SuppressWarnings("unchecked")
    private Camp camp(int generals, int m, List<Integer> traitors) {
        return Camp.of(Camp.Algorithm.SIGNED, generals, m)
                .traitors(traitors)
                .treason((camp, link) -> conspiracies
                        .computeIfAbsent(
                                camp,
                                each -> Conspiracy.of(
                                        (MessageLens<SignedMessage>) camp.lens(), new SplittableRandom(1)))
                        .join(link, Strategies.equivocating()))
                .pitch();
    }

    private static List<Equivocation> proofs(Camp camp) {
        List<Equivocation> proofs = new ArrayList<>();
        camp.agreements.forEach((general, agreement) -> {
            if (!camp.traitors.contains(general)) {
                proofs.addAll(agreement.equivocations());
            }
        });
        return proofs;
    }

    @Test
    void aCommanderThatSignsTwoOrdersIsProvenATraitorToAnybody() throws MalformedMessageException {
        try (Camp camp = camp(4, 1, List.of(0))) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            List<Equivocation> proofs = proofs(camp);
            assertThat(proofs).as("every loyal lieutenant has one").hasSize(3);
            for (Equivocation proof : proofs) {
                assertThat(proof.accused()).isEqualTo(camp.general(0));
                assertThat(proof.instance()).isEqualTo(new InstanceId(camp.general(0), 1));
                Equivocation travelled = Equivocation.of(proof.toBytes());
                assertThat(travelled).isEqualTo(proof);
                assertThat(travelled.flaw(camp.config, camp.verifier)).isEmpty();
            }
            assertThat(camp.reported)
                    .anyMatch(fault -> fault.kind() == Fault.Kind.TREASON_PROVEN
                            && camp.general(0).equals(fault.who()));
        }
    }

    /** What makes SM(m) work is that lieutenants pass on both orders of a traitor; their signatures under both prove nothing. */
    @Test
    void relayingTwoValuesIsNeverEvidence() {
        try (Camp camp = camp(4, 2, List.of(0, 3))) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            assertThat(proofs(camp))
                    .isNotEmpty()
                    .allMatch(proof -> proof.accused().equals(camp.general(0)));
            Map<Bytes, SignedMessage> relayed = new LinkedHashMap<>();
            for (Conspiracy.Heard<SignedMessage> heard : conspiracies.get(camp).heard()) {
                if (last(heard.message()).signer().equals(camp.general(1))) {
                    relayed.put(heard.message().value(), heard.message());
                }
            }
            assertThat(relayed).as("g1 has relayed two orders").hasSize(2);
            List<Equivocation.Signed> signed = relayed.values().stream()
                    .map(message -> new Equivocation.Signed(
                            message.value(), last(message).signature()))
                    .toList();
            Equivocation accusation = new Equivocation(
                    Equivocation.Act.ORDER,
                    "SM(2)",
                    camp.config.hash("SM(2)", camp.verifier),
                    new InstanceId(camp.general(0), 1),
                    camp.general(1),
                    signed.get(0),
                    signed.get(1));
            assertThat(accusation.flaw(camp.config, camp.verifier))
                    .get()
                    .asString()
                    .contains("'g1' has not signed");
        }
    }

    private static SignedMessage.Signed last(SignedMessage message) {
        return message.chain().get(message.chain().size() - 1);
    }

    @Test
    void whatIsNoProofSaysWhyNot() {
        try (Camp camp = camp(4, 1, List.of(0))) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            Equivocation proof = proofs(camp).get(0);
            assertFlaw(camp, with(proof, proof.protocol(), proof.instance(), proof.accused(), proof.first()), "same");
            assertFlaw(
                    camp,
                    with(proof, proof.protocol(), new InstanceId(camp.general(0), 2), proof.accused(), proof.second()),
                    "has not signed");
            assertFlaw(
                    camp,
                    with(proof, proof.protocol(), proof.instance(), camp.general(1), proof.second()),
                    "'g1' has not signed");
            assertFlaw(
                    camp,
                    with(proof, "SM(2)", proof.instance(), proof.accused(), proof.second()),
                    "another configuration");
            assertFlaw(
                    camp,
                    with(proof, proof.protocol(), proof.instance(), NodeId.of("stranger"), proof.second()),
                    "no general of this group");
            assertFlaw(
                    camp,
                    with(
                            proof,
                            proof.protocol(),
                            proof.instance(),
                            proof.accused(),
                            new Equivocation.Signed(
                                    Bytes.of(new byte[500]), proof.second().signature())),
                    "500 bytes");
            assertThat(new Equivocation(
                                    Equivocation.Act.ECHO,
                                    proof.protocol(),
                                    proof.groupHash(),
                                    proof.instance(),
                                    proof.accused(),
                                    proof.first(),
                                    proof.second())
                            .proves(camp.config, camp.verifier))
                    .as("an order is no echo")
                    .isFalse();
            assertThat(proof.proves(camp.config.withMaxValueBytes(100), camp.verifier))
                    .isFalse();
        }
    }

    private static Equivocation with(
            Equivocation proof, String protocol, InstanceId instance, NodeId accused, Equivocation.Signed second) {
        return new Equivocation(proof.act(), protocol, proof.groupHash(), instance, accused, proof.first(), second);
    }

    private static void assertFlaw(Camp camp, Equivocation claimed, String why) {
        assertThat(claimed.flaw(camp.config, camp.verifier)).get().asString().contains(why);
        assertThat(claimed.proves(camp.config, camp.verifier)).isFalse();
    }

    /** One that crashed with its order on the way, and was told another one after its return. */
    @Test
    void aCommanderThatCameBackIsNotAccused() {
        for (int crashAt = 0; crashAt < 60; crashAt++) {
            try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).remembering().pitch()) {
                NodeId commander = camp.general(0);
                camp.begin(1, commander, Camp.ATTACK);
                camp.runTo(Camp.START
                        .minusMillis(5)
                        .plus(Duration.ofMillis(crashAt).dividedBy(2)));
                camp.network.crash(commander);
                camp.network.recover(commander);
                camp.begin(1, commander, Camp.RETREAT, commander);
                camp.end();
                assertThat(proofs(camp)).as("crash at %s", crashAt).isEmpty();
                assertThat(camp.reported)
                        .as("crash at %s", crashAt)
                        .noneMatch(fault -> fault.kind() == Fault.Kind.TREASON_PROVEN);
            }
        }
    }

    @Test
    void inInteractiveConsistencyEverybodysOwnValueIsAnOrder() {
        try (Council council = new Council(Camp.Algorithm.SIGNED, 4, 1, 3).liars(List.of(2))) {
            council.treason(link -> Conspiracy.of(
                                    InteractiveConsistency.signedLens(
                                            council.config,
                                            council.verifier,
                                            1,
                                            Council.LIES,
                                            Map.of(council.general(2), council.keys.get(council.general(2)))),
                                    new SplittableRandom(1))
                            .join(link, Strategies.equivocating()))
                    .convene()
                    .end();
            for (int loyal : new int[] {0, 1, 3}) {
                assertThat(council.exchanges.get(council.general(loyal)).equivocations())
                        .singleElement()
                        .satisfies(proof -> {
                            assertThat(proof.accused()).isEqualTo(council.general(2));
                            assertThat(proof.protocol()).isEqualTo("IC-SM(1)");
                            assertThat(proof.proves(council.config, council.verifier))
                                    .isTrue();
                        });
            }
        }
    }

    @Test
    void oralMessagesProveNothing() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).traitors(List.of(0)).pitch()) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            assertThat(proofs(camp)).isEmpty();
        }
    }

    /** The bytes of docs/wire-format-byzantine.md. */
    @Test
    void bytesAreStable() {
        Equivocation proof = new Equivocation(
                Equivocation.Act.ORDER,
                "SM(0)",
                Bytes.of((byte) 0xab),
                new InstanceId(NodeId.of("a"), 7),
                NodeId.of("b"),
                new Equivocation.Signed(Bytes.of(Codec.utf8().encode("x")), Bytes.of((byte) 1, (byte) 2)),
                new Equivocation.Signed(Bytes.of(Codec.utf8().encode("y")), Bytes.of((byte) 3, (byte) 4)));
        assertThat(java.util.HexFormat.of().formatHex(proof.toBytes().toArray()))
                .isEqualTo("01" + "00000005534d283029" + "00000001ab" + "0000000161" + "000000080000000000000007"
                        + "0000000162" + "0000000178" + "000000020102" + "0000000179" + "000000020304");
    }

    @Test
    void whatIsNoEvidenceIsRefused() {
        try (Camp camp = camp(4, 1, List.of(0))) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            byte[] bytes = proofs(camp).get(0).toBytes().toArray();
            for (int length = 0; length < bytes.length; length++) {
                Bytes cut = Bytes.of(Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> Equivocation.of(cut)).isInstanceOf(MalformedMessageException.class);
            }
            assertThatThrownBy(() -> Equivocation.of(Bytes.of(Arrays.copyOf(bytes, bytes.length + 1))))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }
}
