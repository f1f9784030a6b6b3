package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.DevelopmentIdentity;
import dev.strategos.testkit.tls.Pkcs12Files;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import dev.strategos.transport.netty.wire.Preamble;
import dev.strategos.transport.netty.wire.PreambleCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is turned away from a node with mutual TLS, and with what reason: over real sockets, from both directions. */
class TlsRefusalIT {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final NodeId ALICE = NodeId.of("alice");
    private static final NodeId BOB = NodeId.of("bob");

    @TempDir
    Path directory;

    private final DevelopmentCa ca = DevelopmentCa.create("ours");
    private NettyTestCluster cluster;
    private NettyNode alice;
    private Talker heard;

    @BeforeEach
    void startAlice() {
        cluster = new NettyTestCluster(Group.named("alice", "bob", "carol"), NettyTestCluster.secured(directory, ca));
        alice = cluster.start("alice");
        heard = Talker.on(alice);
    }

    @AfterEach
    void nobodyCameUp() {
        assertThat(heard.news).isEmpty();
        cluster.close();
    }

    // 1: another id

    @Test
    void refusesOneWhoseCertificateNamesAnotherNode() throws Exception {
        DevelopmentIdentity mallory = ca.issueNaming(BOB, List.of("mallory"));
        try (SSLSocket socket = dial(mallory, "TLSv1.3")) {
            greetAs(socket, BOB);
            awaitRefusal(IdentityRefusal.OTHER_ID, "[mallory], not 'bob'");
        }
    }

    @Test
    void refusesWildcardsAndOtherCase() throws Exception {
        try (SSLSocket socket = dial(ca.issueNaming(BOB, List.of("*", "b*", "Bob", "bob.example")), "TLSv1.3")) {
            greetAs(socket, BOB);
            awaitRefusal(IdentityRefusal.OTHER_ID, "not 'bob'");
        }
    }

    @Test
    void refusesOneWithoutAnyDnsName() throws Exception {
        try (SSLSocket socket = dial(ca.issueNaming(BOB, List.of()), "TLSv1.3")) {
            greetAs(socket, BOB);
            awaitRefusal(IdentityRefusal.OTHER_ID, "names [], not 'bob'");
        }
    }

    @Test
    void refusesAnotherMemberWhereItDialledBob() {
        NettyTestCluster others =
                new NettyTestCluster(Group.named("alice", "bob", "carol"), NettyTestCluster.secured(directory, ca));
        try (others) {
            NettyNode carol = others.start("carol");
            cluster.redirect("bob", carol.address());
            awaitRefusal(IdentityRefusal.OTHER_ID, "its certificate names [carol], not 'bob'");
        }
    }

    // 2: another authority

    @Test
    void refusesOneFromAnotherAuthority() throws Exception {
        DevelopmentIdentity stranger = DevelopmentCa.create("theirs").issue(BOB).trusting(ca);
        try (NettyNode bob = NettyNode.start(cluster.config(BOB)
                .tls(NettyTestCluster.pem(stranger.writePem(fresh())))
                .addresses(peer -> peer.equals(ALICE) ? alice.address() : null)
                .build())) {
            awaitRefusal(IdentityRefusal.OTHER_CA, "CN=bob");
            awaitRefusal(IdentityRefusal.REFUSED_BY_PEER, "certificate_unknown"); // as bob hears it
            assertThat(Talker.on(bob).up).isEmpty();
        }
    }

    @Test
    void refusesOneFromAnotherAuthorityOfTheSameName() throws Exception {
        DevelopmentIdentity impostor = DevelopmentCa.create("ours").issue(BOB).trusting(ca);
        try (NettyNode bob = NettyNode.start(cluster.config(BOB)
                .tls(NettyTestCluster.pem(impostor.writePem(fresh())))
                .build())) {
            cluster.redirect("bob", bob.address());
            awaitRefusal(IdentityRefusal.OTHER_CA, "CN=bob");
        }
    }

    // 3: expired

    @Test
    void refusesAnExpiredCertificateOfWhoDials() throws Exception {
        try (SSLSocket socket = dial(ca.issueExpired(BOB), "TLSv1.3")) {
            assertThatThrownBy(() -> greetAs(socket, BOB)).isInstanceOf(IOException.class);
            awaitRefusal(IdentityRefusal.EXPIRED, "CN=bob");
        }
    }

    @Test
    void refusesAnExpiredCertificateOfWhoIsDialled() throws Exception {
        AtomicBoolean serving = new AtomicBoolean(true);
        SSLServerSocket server = (SSLServerSocket) context(ca.issueExpired(BOB), "TLSv1.3")
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> {
            while (serving.get()) {
                try (Socket accepted = server.accept()) {
                    accepted.getInputStream().read();
                } catch (IOException refused) {
                    continue; // what alice does to us shows in alice's faults
                }
            }
        });
        acceptor.start();
        try {
            cluster.redirect("bob", (InetSocketAddress) server.getLocalSocketAddress());
            awaitRefusal(IdentityRefusal.EXPIRED, "CN=bob");
        } finally {
            serving.set(false);
            server.close();
            acceptor.join();
        }
    }

    @Test
    void doesNotStartWithAnIdentityThatPeersWouldRefuse() throws Exception {
        for (DevelopmentIdentity bad :
                List.of(ca.issueExpired(BOB), ca.issueNaming(BOB, List.of("mallory", "*.bob")))) {
            NettyConfig config = cluster.config(BOB)
                    .tls(NettyTestCluster.pem(bad.writePem(fresh())))
                    .build();
            assertThatThrownBy(() -> NettyNode.start(config))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("node 'bob' cannot use its identity");
        }
    }

    // 4: no certificate

    @Test
    void refusesOneWithoutACertificate() throws Exception {
        SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
        anonymous.init(null, trust(ca.issue(BOB)).getTrustManagers(), null);
        try (SSLSocket socket = dial(anonymous, "TLSv1.3")) {
            assertThatThrownBy(() -> greetAs(socket, BOB)).isInstanceOf(IOException.class);
            awaitRefusal(IdentityRefusal.NO_CERTIFICATE, "");
        }
    }

    @Test
    void refusesOpenSslWithoutACertificate() throws Exception {
        OpenSsl.assumePresent();
        OpenSsl.whileConnecting(
                alice.address(), List.of("-tls1_3"), () -> awaitRefusal(IdentityRefusal.NO_CERTIFICATE, ""));
    }

    // 5: TLS 1.2 and older

    @Test
    void refusesTls12() throws Exception {
        try (SSLSocket socket = dial(context(ca.issue(BOB), "TLS"), "TLSv1.2")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            awaitRefusal(IdentityRefusal.OLD_TLS, "");
        }
    }

    @Test
    void refusesTls12WhereItDials() throws Exception {
        AtomicBoolean serving = new AtomicBoolean(true);
        SSLServerSocket server = (SSLServerSocket) context(ca.issue(BOB), "TLS")
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(new String[] {"TLSv1.2"});
        Thread acceptor = new Thread(() -> {
            while (serving.get()) {
                try (Socket accepted = server.accept()) {
                    accepted.getInputStream().read();
                } catch (IOException refused) {
                    continue; // what alice does to us shows in alice's faults
                }
            }
        });
        acceptor.start();
        try {
            cluster.redirect("bob", (InetSocketAddress) server.getLocalSocketAddress());
            awaitRefusal(IdentityRefusal.OLD_TLS, "");
        } finally {
            serving.set(false);
            server.close();
            acceptor.join();
        }
    }

    @Test
    void refusesOpenSslWithTls12() throws Exception {
        OpenSsl.assumePresent();
        OpenSsl.whileConnecting(alice.address(), List.of("-tls1_2"), () -> awaitRefusal(IdentityRefusal.OLD_TLS, ""));
    }

    // 6: plain text

    @Test
    void refusesAPlaintextHello() throws Exception {
        try (Socket socket =
                new Socket(alice.address().getAddress(), alice.address().getPort())) {
            greetAs(socket, BOB);
            awaitRefusal(IdentityRefusal.PLAINTEXT_PEER, "does not speak TLS");
        }
    }

    @Test
    void plainAndTlsNodesRefuseEachOther() {
        NettyTestCluster plain =
                new NettyTestCluster(Group.named("alice", "bob", "carol"), NettyConfigBuilder::plainText);
        try (plain) {
            NettyNode bob = plain.start("bob");
            cluster.redirect("bob", bob.address());
            awaitRefusal(IdentityRefusal.PLAINTEXT_PEER, "does not speak TLS");
            plain.await(
                    "bob sees a TLS client",
                    () -> plain.faults().stream().anyMatch(fault -> isRefusal(fault, IdentityRefusal.TLS_PEER, "")));
            plain.redirect("alice", alice.address());
            cluster.await(
                    "alice sees a plain hello, and not only a plain answer",
                    () -> cluster.faults().stream()
                            .anyMatch(fault -> fault.who() == null
                                    && isRefusal(fault, IdentityRefusal.PLAINTEXT_PEER, "does not speak TLS")));
            assertThat(Talker.on(bob).up).isEmpty();
        }
    }

    @Test
    void outlivesRandomBytes() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        NettyNode hasty = NettyNode.start(cluster.config(NodeId.of("carol"))
                .addresses(peer -> null)
                .greetingDeadline(Duration.ofMillis(500)) // some noise is the beginning of a longer message
                .build());
        cluster.adopt(hasty);
        for (int run = 0; run < 100; run++) {
            byte[] noise = new byte[64 + random.nextInt(3000)];
            random.nextBytes(noise);
            if (run % 2 == 0) {
                // a whole handshake record, so that the engine looks at it
                byte[] header = {0x16, 3, 1, 0, (byte) random.nextInt(1, 50)};
                System.arraycopy(header, 0, noise, 0, header.length);
            }
            try (RawPeer peer = RawPeer.dial(hasty)) {
                peer.write(noise).hearTheEnd();
            }
        }
        cluster.await("a fault per run", () -> cluster.faults().size() >= 100);
        assertThat(cluster.faults())
                .hasSize(100)
                .allMatch(fault -> IdentityRefusal.of(fault).isPresent());
    }

    private void awaitRefusal(IdentityRefusal reason, String evidence) {
        cluster.await(
                reason + " in " + cluster.faults(),
                () -> cluster.faults().stream().anyMatch(fault -> isRefusal(fault, reason, evidence)));
    }

    private static boolean isRefusal(Fault fault, IdentityRefusal reason, String evidence) {
        return IdentityRefusal.of(fault).filter(reason::equals).isPresent()
                && fault.evidence().contains(evidence);
    }

    private SSLSocket dial(DevelopmentIdentity identity, String protocol) throws Exception {
        return dial(context(identity, protocol), protocol);
    }

    private SSLSocket dial(SSLContext context, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(alice.address().getAddress(), alice.address().getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    /** Says hello, then waits for the other end to turn away. */
    private void greetAs(Socket socket, NodeId id) throws IOException {
        ByteBuf hello = Unpooled.buffer();
        PreambleCodec.encode(new Preamble.Greeting(false, "test", id, ALICE, new Incarnation(7), 7, 1), hello);
        socket.getOutputStream().write(ByteBufUtil.getBytes(hello));
        socket.getOutputStream().flush();
        if (socket instanceof SSLSocket) {
            socket.getInputStream().read();
        }
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "identity");
    }

    private SSLContext context(DevelopmentIdentity identity, String protocol) throws Exception {
        Pkcs12Files files = identity.writePkcs12(fresh(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(files.keyStore().toFile(), PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(keys.getKeyManagers(), trust(identity).getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trust(DevelopmentIdentity identity) throws Exception {
        Pkcs12Files files = identity.writePkcs12(fresh(), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(files.trustStore().toFile(), PASSWORD));
        return trust;
    }
}
