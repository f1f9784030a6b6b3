package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Equivocation;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Echo;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Final;
import dev.strategos.byzantine.broadcast.ConsistentMessage.Send;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.testkit.adversary.Strategy;
import dev.strategos.testkit.properties.AgreementProperties;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cachin, Guerraoui, Rodrigues 2011, algorithm 3.17; and its evidence. */
class SignedConsistentBroadcastTest {

    private static Bytes utf8(Criers criers, String value) {
        return criers.config.encode(value);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "4, 1", "7, 2", "10, 3"})
    void aBroadcastTakesItsMessagesAndSignatures(int n, int f) {
        try (Criers criers = new Criers(n, f, 3).start().broadcast(1, "attack").end()) {
            int quorum = (n + f) / 2 + 1;
            assertThat(criers.total().physicalMessages()).isEqualTo(3 * (n - 1L));
            assertThat(criers.total().signatures()).isEqualTo(n);
            assertThat(criers.criers.get(criers.general(1)).counters().verifications())
                    .isEqualTo(quorum - 1L);
            for (int general = 0; general < n; general++) {
                assertThat(criers.deliveredBy(general)).containsExactly("g1/1 attack");
            }
            assertThat(criers.reported).isEmpty();
        }
    }

    @Test
    void theCertificateConvincesAnybody() throws MalformedMessageException {
        try (Criers criers = new Criers(4, 1, 3).start().broadcast(1, "attack").end()) {
            Certificate certificate = criers.certificates.get(criers.general(0)).get(0);
            Certificate read = Certificate.of(
                    certificate.toBytes(criers.config, criers.verifier), criers.config, criers.verifier, 1);
            assertThat(read).isEqualTo(certificate);
            assertThat(read.flaw(criers.config, criers.verifier)).isEmpty();
            List<SignedEcho> echoes = certificate.echoes();
            assertFlaw(criers, certificate, "retreat", echoes, "has not signed");
            assertFlaw(criers, certificate, "attack", echoes.subList(0, 2), "2 generals signed; a quorum is 3");
            assertFlaw(
                    criers, certificate, "attack", List.of(echoes.get(0), echoes.get(1), echoes.get(0)), "signs twice");
        }
    }

    private static void assertFlaw(
            Criers criers, Certificate certificate, String value, List<SignedEcho> echoes, String why) {
        Certificate changed = new Certificate(1, certificate.instance(), utf8(criers, value), echoes);
        assertThat(changed.flaw(criers.config, criers.verifier))
                .get()
                .asString()
                .contains(why);
    }

    /** What is not promised: the traitor tells one general only how it ended. */
    @Test
    void thereIsNoTotality() {
        try (Criers criers = new Criers(4, 1, 3)
                .traitor(0, utterance -> {
                    if (utterance.truth() instanceof Final && utterance.recipientRank() != 1) {
                        return;
                    }
                    utterance.send(utterance.truth());
                })
                .start()
                .broadcast(0, "attack")
                .end()) {
            assertThat(criers.deliveredBy(1)).containsExactly("g0/1 attack");
            assertThat(criers.deliveredBy(2)).isEmpty();
            assertThat(criers.deliveredBy(3)).isEmpty();
        }
    }

    @Test
    void whoEchoesTwoValuesIsProvenATraitor() throws MalformedMessageException {
        try (Criers criers = new Criers(4, 1, 3).puppet(3).start().broadcast(0, "attack")) {
            InstanceId instance = criers.instance(0, 1);
            criers.network.runFor(Duration.ofNanos(1));
            for (String value : List.of("retreat", "attack")) {
                Echo echo = new Echo(instance, utf8(criers, value), criers.echo(instance, value, 3));
                criers.network.node("g3").execute(() -> criers.sendNow(3, 0, echo));
            }
            criers.end();
            assertThat(criers.proofs).singleElement().satisfies(proof -> {
                assertThat(proof.accused()).isEqualTo(criers.general(3));
                assertThat(proof.flaw(criers.config, criers.verifier)).isEmpty();
                assertThat(Equivocation.of(proof.toBytes())).isEqualTo(proof);
            });
            assertThat(criers.reported)
                    .anyMatch(fault -> fault.kind() == Fault.Kind.TREASON_PROVEN
                            && criers.general(3).equals(fault.who()));
        }
    }

    /** Too many traitors for the promise, but not for the proof: two certificates accuse all who signed both. */
    @Test
    void twoCertificatesAccuseWhoSignedBoth() {
        try (Criers criers = new Criers(4, 1, 3)) {
            InstanceId instance = criers.instance(0, 1);
            Certificate one = certificate(criers, instance, "attack", 0, 1, 2);
            Certificate other = certificate(criers, instance, "retreat", 0, 2, 3);
            List<Equivocation> proofs = one.against(other, criers.config, criers.verifier);
            assertThat(proofs).extracting(Equivocation::accused).containsExactly(criers.general(0), criers.general(2));
            assertThat(proofs).allMatch(proof -> proof.proves(criers.config, criers.verifier));
            assertThat(one.against(one, criers.config, criers.verifier)).isEmpty();
            assertThat(one.against(
                            certificate(criers, criers.instance(0, 2), "retreat", 0, 2, 3),
                            criers.config,
                            criers.verifier))
                    .isEmpty();
        }
    }

    private static Certificate certificate(Criers criers, InstanceId instance, String value, int... signers) {
        return new Certificate(
                1,
                instance,
                utf8(criers, value),
                Arrays.stream(signers)
                        .mapToObj(signer -> criers.echo(instance, value, signer))
                        .toList());
    }

    /** A loyal general that crashed after its echo, and is sent another value when it is back, signs nothing. */
    @Test
    void whoCameBackEchoesNothingAgain() {
        try (Criers criers = new Criers(4, 1, 3).puppet(0).start()) {
            InstanceId instance = criers.instance(0, 5);
            criers.send(0, 1, new Send(instance, utf8(criers, "attack")));
            assertThat(criers.criers.get(criers.general(1)).counters().signatures())
                    .isEqualTo(1);
            criers.restart(1);
            criers.send(0, 1, new Send(instance, utf8(criers, "retreat")));
            criers.send(0, 1, new Send(criers.instance(0, 4), utf8(criers, "retreat")));
            assertThat(criers.criers.get(criers.general(1)).counters().signatures())
                    .isZero();
            criers.send(0, 1, new Send(criers.instance(0, 6), utf8(criers, "retreat")));
            assertThat(criers.criers.get(criers.general(1)).counters().signatures())
                    .isEqualTo(1);
        }
    }

    /** Its counter goes on where an earlier life ended, so that no two of its own values share a name. */
    @Test
    void aSenderThatCameBackCountsOn() {
        try (Criers criers = new Criers(4, 1, 3)
                .start()
                .broadcast(2, "attack")
                .broadcast(2, "attack")
                .end()) {
            criers.restart(2).broadcast(2, "retreat").end();
            assertThat(criers.deliveredBy(0)).containsExactlyInAnyOrder("g2/1 attack", "g2/2 attack", "g2/3 retreat");
            assertThat(criers.proofs).isEmpty();
        }
    }

    @Test
    void nothingIsSignedBeforeItIsDurable() {
        try (Criers criers = new Criers(4, 1, 3)) {
            List<Runnable> synced = new ArrayList<>();
            criers.network.node("g0").run(env -> {
                SignedConsistentBroadcast<String> crier = SignedConsistentBroadcast.over(
                        env.open("news"), criers.config, criers.key(0), criers.verifier, 1, new StableStorage() {
                            @Override
                            public ByteBuffer get(String key) {
                                return null;
                            }

                            @Override
                            public void put(String key, ByteBuffer value) {}

                            @Override
                            public void sync(Consumer<SyncResult> onLoop) {
                                synced.add(() -> onLoop.accept(new SyncResult.Durable()));
                            }
                        });
                crier.broadcast("attack");
                assertThat(crier.counters().signatures()).isZero();
                assertThat(crier.counters().physicalMessages()).isZero();
                synced.get(0).run();
                assertThat(crier.counters().signatures()).isEqualTo(1);
                assertThat(crier.counters().physicalMessages()).isEqualTo(3);
                return crier;
            });
        }
    }

    /** A flood of garbage costs one verification for each broadcast, and then is not even read. */
    @Test
    void aFloodOfGarbageCostsOneVerification() {
        try (Criers criers = new Criers(4, 1, 3).puppet(3).start()) {
            InstanceId instance = criers.instance(3, 1);
            SignedEcho garbage = new SignedEcho(criers.general(3), Bytes.of(new byte[64]));
            for (int i = 0; i < 100; i++) {
                criers.send(
                        3,
                        0,
                        new Final(
                                instance,
                                utf8(criers, "attack"),
                                List.of(
                                        garbage,
                                        criers.echo(instance, "attack", 1),
                                        criers.echo(instance, "attack", 2))));
            }
            assertThat(criers.criers.get(criers.general(0)).counters().verifications())
                    .isEqualTo(1);
            assertThat(criers.delivered).isEmpty();
        }
    }

    @Test
    void aQuorumIsOfDifferentGenerals() {
        try (Criers criers = new Criers(4, 1, 3).puppet(3).start()) {
            InstanceId instance = criers.instance(3, 1);
            SignedEcho own = criers.echo(instance, "attack", 3);
            criers.send(3, 0, new Final(instance, utf8(criers, "attack"), List.of(own, own, own)));
            criers.send(
                    3,
                    1,
                    new Final(instance, utf8(criers, "attack"), List.of(own, criers.echo(instance, "attack", 2))));
            assertThat(criers.delivered).isEmpty();
            assertThat(criers.total().verifications())
                    .as("structure comes first")
                    .isZero();
        }
    }

    @Test
    void whatASenderCanMakeHoldIsBounded() {
        try (Criers criers = new Criers(4, 1, 3).puppet(3).start()) {
            for (int counter = 1; counter <= 300; counter++) {
                criers.send(3, 0, new Send(criers.instance(3, counter * 3L), utf8(criers, "attack")));
            }
            assertThat(criers.criers.get(criers.general(0)).open(criers.general(3)))
                    .isBetween(1, 256);
            assertThat(criers.reported)
                    .anyMatch(fault -> fault.kind() == Fault.Kind.OVERLOAD
                            && criers.general(3).equals(fault.who())
                            && fault.toString().contains("are given up for that"));
            criers.send(3, 0, new Send(criers.instance(2, 1), utf8(criers, "attack")));
            assertThat(criers.criers.get(criers.general(0)).open(criers.general(2)))
                    .isZero();
        }
    }

    /** Else broadcast 1 of one channel and broadcast 1 of another would accuse everybody who signed both. */
    @Test
    void whatIsSignedOnOneChannelIsNeverEvidenceOnAnother() {
        try (Criers criers = new Criers(4, 1, 3).start().broadcast(0, "attack").end()) {
            assertThatThrownBy(() -> onAnotherChannel(criers, criers.config))
                    .hasStackTraceContaining("config: must have a purpose of its own")
                    .hasStackTraceContaining("'news'");
            GroupConfig<String> prices = criers.config.withPurpose("prices");
            Map<NodeId, Certificate> certificates = onAnotherChannel(criers, prices);
            Certificate news = criers.certificates.get(criers.general(1)).get(0);
            Certificate price = certificates.get(criers.general(1));
            assertThat(price.instance()).isEqualTo(news.instance());
            assertThat(price.flaw(prices, criers.verifier)).isEmpty();
            assertThat(price.flaw(criers.config, criers.verifier)).isPresent();
            assertThat(news.against(price, criers.config, criers.verifier)).isEmpty();
            assertThat(news.against(price, prices, criers.verifier)).isEmpty();
        }
    }

    /** All generals open another channel, on which the first says something else. */
    private static Map<NodeId, Certificate> onAnotherChannel(Criers criers, GroupConfig<String> config) {
        Map<NodeId, Certificate> certificates = new LinkedHashMap<>();
        List<Throwable> refusals = new ArrayList<>();
        List<SignedConsistentBroadcast<String>> opened = new ArrayList<>();
        for (NodeId general : criers.group) {
            criers.network.node(general).execute(() -> {
                try {
                    Environment env = criers.environments.get(general);
                    SignedConsistentBroadcast<String> crier = SignedConsistentBroadcast.over(
                            env.open("prices" + config.purpose()),
                            config,
                            criers.key(criers.group.rank(general)),
                            criers.verifier,
                            1,
                            env.storage());
                    crier.onCertificate(certificate -> certificates.put(general, certificate));
                    opened.add(crier);
                } catch (IllegalArgumentException e) {
                    refusals.add(e);
                }
            });
        }
        criers.end();
        if (!refusals.isEmpty()) {
            throw new AssertionError(refusals.get(0));
        }
        criers.network.node(criers.general(0)).execute(() -> opened.get(0).broadcast("retreat"));
        criers.end();
        return certificates;
    }

    @Test
    void tooFewGeneralsAreRefused() {
        assertThatThrownBy(() -> SignedConsistentBroadcast.requireGenerals(3, 1))
                .hasMessageContaining("SCB(1) among 3 generals");
    }

    @SimTest(seeds = 60)
    void noTwoLoyalGeneralsDeliverDifferentValues(Simulation sim) {
        List<Strategy<ConsistentMessage>> treasons = List.of(
                Strategies.equivocating(),
                Strategies.colluding(),
                Strategies.lying(),
                Strategies.silentTo(NodeId.of("g1"), NodeId.of("g2")),
                Strategies.replaying(),
                Strategies.malforming(),
                Strategies.mixed(List.of(Strategies.equivocating(), Strategies.honest(), utterance -> {})));
        int f = 1 + sim.random().nextInt(2);
        int n = 3 * f + 1;
        try (Criers criers = new Criers(n, f, sim.seed())) {
            for (int traitor = 0; traitor < f; traitor++) {
                criers.traitor(n - 1 - traitor, treasons.get(sim.random().nextInt(treasons.size())));
            }
            criers.start();
            for (int general = 0; general < n; general++) {
                criers.broadcast(general, "attack");
            }
            criers.end();
            for (int sender = 0; sender < n; sender++) {
                AgreementProperties properties = criers.properties(criers.instance(sender, 1), criers.loyal())
                        .ic1()
                        .integrity();
                if (sender < n - f) {
                    properties.ic2("attack").termination();
                }
            }
            assertThat(criers.proofs).noneMatch(proof -> criers.loyal().contains(proof.accused()));
            assertThat(criers.faultsThatTheLoyalReported())
                    .as("only traitors are accused, seed " + sim.seed())
                    .noneMatch(fault -> criers.loyal().contains(fault.who()));
        }
    }

    /** The bytes of docs/wire-format-byzantine.md. */
    @Test
    void bytesAreStable() {
        try (Criers criers = new Criers(4, 1, 0)) {
            byte[] bytes = new byte[20 + 2 + 64 + 1];
            SignedEcho echo = new SignedEcho(criers.general(1), Bytes.of(new byte[64]));
            criers.lens()
                    .encode(new Echo(criers.instance(2, 7), utf8(criers, "x"), echo))
                    .get(bytes);
            String hex = HexFormat.of().formatHex(bytes);
            assertThat(hex)
                    .startsWith("11")
                    .endsWith("0002" + "0000000000000007" + "02" + "0001" + "00".repeat(64) + "78");
        }
    }
}
