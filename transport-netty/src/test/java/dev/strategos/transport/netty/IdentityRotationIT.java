package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.Fault.Kind;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.DevelopmentIdentity;
import dev.strategos.testkit.tls.PemFiles;
import dev.strategos.testkit.tls.Pkcs12Files;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, certificates and trust change while the node runs. */
class IdentityRotationIT {

    private static final NodeId ALICE = NodeId.of("alice");
    private static final NodeId BOB = NodeId.of("bob");

    @TempDir
    Path directory;

    private final NettyTestCluster cluster =
            new NettyTestCluster(Group.named("alice", "bob", "carol"), builder -> builder);

    @AfterEach
    void close() {
        cluster.close();
    }

    private NettyNode start(NodeId id, TlsConfig tls) {
        NettyNode node = NettyNode.start(cluster.config(id).tls(tls).build());
        cluster.adopt(node);
        return node;
    }

    private TlsConfig files(DevelopmentIdentity identity) {
        return NettyTestCluster.pem(identity.writePem(directory));
    }

    private void awaitUp(Talker one, Talker other) {
        cluster.await(
                "up",
                () -> one.sees(other.self().id().name())
                        && other.sees(one.self().id().name()));
    }

    @Test
    void aHundredSwapsUnderLoadLoseNothing() {
        DevelopmentCa old = DevelopmentCa.create("old");
        NettyNode aliceNode = start(ALICE, files(old.issue(ALICE)));
        cluster.redirect("alice", aliceNode.address());
        NettyNode bobNode = start(BOB, files(old.issue(BOB)));
        Talker alice = Talker.on(aliceNode);
        Talker bob = Talker.on(bobNode);
        awaitUp(alice, bob);

        AtomicBoolean loaded = new AtomicBoolean(true);
        AtomicInteger sent = new AtomicInteger();
        Runnable[] load = new Runnable[1];
        load[0] = () -> {
            for (int i = 0; i < 20 && loaded.get(); i++) {
                ByteBuffer number = ByteBuffer.wrap(Integer.toString(sent.get()).getBytes(StandardCharsets.US_ASCII));
                if (alice.offerHere(
                        "bob", StandardCharsets.US_ASCII.decode(number).toString())) {
                    sent.incrementAndGet();
                }
            }
            if (loaded.get()) {
                alice.environment().schedule(Duration.ofMillis(1), load[0]);
            }
        };
        assertThat(aliceNode.execute(load[0])).isTrue();

        DevelopmentCa ca = old;
        for (int swap = 1; swap <= 100; swap++) {
            // Every tenth swap changes the authority too: for a while both are trusted, then the new one alone.
            DevelopmentCa next = swap % 10 == 0 ? DevelopmentCa.create("ca " + swap) : ca;
            for (NettyNode node : List.of(aliceNode, bobNode)) {
                next.issue(node.id()).trusting(ca, next).writePem(directory);
                assertThat(node.reloadIdentity()).isTrue();
            }
            ca = next;
            int before = sent.get();
            cluster.await("load during swap " + swap, () -> sent.get() > before);
        }
        loaded.set(false);
        int total = alice.onLoop(sent::get);
        cluster.await("all of them", () -> bob.received.size() == total);
        assertThat(bob.received)
                .isEqualTo(IntStream.range(0, total)
                        .mapToObj(number -> "alice:" + number)
                        .toList());
        assertThat(alice.news).as("the connection that was up went on").hasSize(1);
        assertThat(cluster.faults()).isEmpty();

        // A newcomer that knows nothing but the last authority meets the last certificates.
        Path fresh = directory.resolve("carol");
        assertThat(fresh.toFile().mkdir()).isTrue();
        Talker carol = Talker.on(start(
                NodeId.of("carol"),
                NettyTestCluster.pem(ca.issue(NodeId.of("carol")).writePem(fresh))));
        awaitUp(alice, carol);
    }

    @Test
    void badFilesKeepTheOldIdentity() throws Exception {
        DevelopmentCa ca = DevelopmentCa.create("ours");
        PemFiles files = ca.issue(ALICE).writePem(directory);
        NettyNode alice = start(ALICE, NettyTestCluster.pem(files));
        cluster.redirect("alice", alice.address());
        int faults = 0;

        ca.issueExpired(ALICE).writePem(directory);
        refusesReload(alice, ++faults, "the certificate is not valid now");
        ca.issueNaming(ALICE, List.of("mallory")).writePem(directory);
        refusesReload(alice, ++faults, "dNSNames are [mallory], but must hold 'alice'");
        ca.issue(ALICE).writePem(directory);
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.copy(
                ca.issue(ALICE).writePem(other).privateKey(), files.privateKey(), StandardCopyOption.REPLACE_EXISTING);
        refusesReload(alice, ++faults, "the private key does not belong to the certificate");
        Files.writeString(files.privateKey(), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        refusesReload(alice, ++faults, "but holds [EC PRIVATE KEY]; 'openssl pkcs8 -topk8 -nocrypt'");
        Files.writeString(files.certificateChain(), "no certificate at all");
        Files.copy(other.resolve("alice.key"), files.privateKey(), StandardCopyOption.REPLACE_EXISTING);
        refusesReload(alice, ++faults, "holds no certificate in PEM");
        Files.delete(files.trust());
        Files.copy(other.resolve("alice.crt"), files.certificateChain(), StandardCopyOption.REPLACE_EXISTING);
        refusesReload(alice, ++faults, "cannot read " + files.trust());

        awaitUp(Talker.on(alice), Talker.on(start(BOB, files(ca.issue(BOB)))));
        assertThat(cluster.faults()).hasSize(faults);
    }

    private void refusesReload(NettyNode node, int count, String evidence) {
        assertThat(node.reloadIdentity()).isFalse();
        cluster.await("fault " + count, () -> cluster.faults().size() == count);
        Fault fault = cluster.faults().get(count - 1);
        assertThat(fault.kind()).isEqualTo(Kind.IDENTITY_RELOAD_FAILED);
        assertThat(fault.who()).isEqualTo(ALICE);
        assertThat(fault.evidence()).startsWith("the old identity stays: ").contains(evidence);
    }

    @Test
    void aWatchTakesUpRenamedFilesByItself() {
        DevelopmentCa old = DevelopmentCa.create("old");
        DevelopmentCa next = DevelopmentCa.create("next");
        NettyNode alice = start(ALICE, files(old.issue(ALICE)).watchedEvery(Duration.ofMillis(10)));
        cluster.redirect("alice", alice.address());
        next.issue(ALICE).writePem(directory);
        // Bob knows the next authority only: he comes up once alice has taken up both certificate and trust.
        awaitUp(Talker.on(alice), Talker.on(start(BOB, files(next.issue(BOB)))));
    }

    @Test
    void aWatchReportsBadFilesAndTakesUpGoodOnesAfterThem() throws Exception {
        DevelopmentCa next = DevelopmentCa.create("next");
        PemFiles files = DevelopmentCa.create("old").issue(ALICE).writePem(directory);
        NettyNode alice = start(ALICE, NettyTestCluster.pem(files).watchedEvery(Duration.ofMillis(10)));
        cluster.redirect("alice", alice.address());
        Files.writeString(files.certificateChain(), "half a fi");
        cluster.await(
                "the fault",
                () -> cluster.faults().stream().anyMatch(fault -> fault.kind() == Kind.IDENTITY_RELOAD_FAILED));
        next.issue(ALICE).writePem(directory);
        awaitUp(Talker.on(alice), Talker.on(start(BOB, files(next.issue(BOB)))));
    }

    @Test
    void aNodeMayHaveItsIdentityInPkcs12() {
        DevelopmentCa ca = DevelopmentCa.create("ours");
        char[] password = "changeit".toCharArray();
        Pkcs12Files stores = ca.issue(ALICE).writePkcs12(directory, password);
        NettyNode alice = start(ALICE, TlsConfig.pkcs12(stores.keyStore(), password, stores.trustStore(), password));
        cluster.redirect("alice", alice.address());
        awaitUp(Talker.on(alice), Talker.on(start(BOB, files(ca.issue(BOB)))));
        ca.issue(ALICE).writePkcs12(directory, "another".toCharArray());
        assertThat(alice.reloadIdentity()).isFalse();
        cluster.await("the fault", () -> cluster.faults().size() == 1);
        assertThat(cluster.faults().get(0).evidence()).contains("cannot read " + stores.keyStore());
    }

    @Test
    void plainAndClosedNodesHaveNothingToReload() {
        NettyNode plain = NettyNode.start(cluster.config(ALICE).plainText().build());
        cluster.adopt(plain);
        assertThatThrownBy(plain::reloadIdentity)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs over plain TCP");
        NettyNode bob = start(BOB, files(DevelopmentCa.create("ours").issue(BOB)));
        bob.close();
        assertThatThrownBy(bob::reloadIdentity)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node 'bob' is closed");
    }
}
