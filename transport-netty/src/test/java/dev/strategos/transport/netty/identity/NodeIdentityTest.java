package dev.strategos.transport.netty.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {

    private static final NodeId ALICE = NodeId.of("alice");

    @TempDir
    Path directory;

    private final DevelopmentCa ca = DevelopmentCa.create("ours");
    private PemFiles files;
    private NodeIdentity identity;

    @BeforeEach
    void load() throws Exception {
        files = ca.issue(ALICE).writePem(directory);
        identity = NodeIdentity.load(ALICE, TlsConfig.pem(files.certificateChain(), files.privateKey(), files.trust()));
    }

    @Test
    void takesUpWhatChangedAndThenStayedForOneLook() throws Exception {
        assertThat(identity.reloadIfChanged()).as("nothing changed").isFalse();
        ca.issue(ALICE).writePem(directory);
        assertThat(identity.reloadIfChanged()).as("may still be changing").isFalse();
        assertThat(identity.reloadIfChanged()).isTrue();
        assertThat(identity.reloadIfChanged()).as("nothing changed since").isFalse();
    }

    @Test
    void waitsForFilesThatKeepChanging() throws Exception {
        for (int i = 0; i < 5; i++) {
            ca.issue(ALICE).writePem(directory);
            assertThat(identity.reloadIfChanged()).isFalse();
        }
        assertThat(identity.reloadIfChanged()).isTrue();
    }

    @Test
    void triesBadFilesOnceUntilTheyChangeAgain() throws Exception {
        Files.writeString(files.certificateChain(), "half a fi");
        assertThat(identity.reloadIfChanged()).isFalse();
        assertThatThrownBy(identity::reloadIfChanged).isInstanceOf(IdentityException.class);
        assertThat(identity.reloadIfChanged()).isFalse();
        assertThat(identity.reloadIfChanged()).isFalse();
        Files.delete(files.certificateChain());
        assertThat(identity.reloadIfChanged()).isFalse();
        assertThatThrownBy(identity::reloadIfChanged).isInstanceOf(IdentityException.class);
        ca.issue(ALICE).writePem(directory);
        assertThat(identity.reloadIfChanged()).isFalse();
        assertThat(identity.reloadIfChanged()).isTrue();
    }

    @Test
    void whatWasReloadedByHandIsNoNewsToTheNextLook() throws Exception {
        ca.issue(ALICE).writePem(directory);
        identity.reload();
        assertThat(identity.reloadIfChanged()).isFalse();
        assertThat(identity.reloadIfChanged()).isFalse();
    }

    @Test
    void enginesSpeakTls13OnlyAndWantCertificates() {
        for (boolean client : new boolean[] {true, false}) {
            SSLEngine engine = identity.engine(client);
            assertThat(engine.getUseClientMode()).isEqualTo(client);
            assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isNull();
            if (!client) {
                assertThat(engine.getNeedClientAuth()).isTrue();
            }
        }
    }
}
