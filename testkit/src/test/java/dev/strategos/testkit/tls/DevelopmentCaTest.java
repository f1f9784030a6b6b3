package dev.strategos.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCaTest {

    private static final NodeId ALICE = NodeId.of("alice");

    @Test
    void issuesCertificatesThatNameTheNodeAndRestOnTheAuthority() throws Exception {
        DevelopmentCa ca = DevelopmentCa.create("one");
        X509Certificate leaf = ca.issue(ALICE).certificate();
        leaf.checkValidity();
        leaf.verify(ca.certificate().getPublicKey());
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "alice"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.certificate().getBasicConstraints()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void authoritiesOfOneNameAreNotOne() {
        X509Certificate leaf = DevelopmentCa.create("same").issue(ALICE).certificate();
        X509Certificate other = DevelopmentCa.create("same").certificate();
        assertThatThrownBy(() -> leaf.verify(other.getPublicKey())).isInstanceOf(SignatureException.class);
    }

    @Test
    void issuesWhatIsToBeRefused() throws Exception {
        DevelopmentCa ca = DevelopmentCa.create("one");
        assertThatThrownBy(() -> ca.issueExpired(ALICE).certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThat(ca.issueNaming(ALICE, List.of("*.example", "Alice"))
                        .certificate()
                        .getSubjectAlternativeNames())
                .containsExactly(List.of(2, "*.example"), List.of(2, "Alice"));
        assertThat(ca.issueNaming(ALICE, List.of()).certificate().getSubjectAlternativeNames())
                .isNull();
    }

    @Test
    void writesPemThatTheJdkReads(@TempDir Path directory) throws Exception {
        DevelopmentCa ca = DevelopmentCa.create("one");
        DevelopmentCa other = DevelopmentCa.create("two");
        DevelopmentIdentity alice = ca.issue(ALICE).trusting(ca, other);
        PemFiles files = alice.writePem(directory);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try (InputStream in = Files.newInputStream(files.certificateChain())) {
            assertThat(factory.generateCertificate(in)).isEqualTo(alice.certificate());
        }
        try (InputStream in = Files.newInputStream(files.trust())) {
            assertThat(List.copyOf(factory.generateCertificates(in)))
                    .isEqualTo(List.of(ca.certificate(), other.certificate()));
        }
        assertThat(files.privateKey()).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
        try (var left = Files.list(directory)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void writesPkcs12ThatTheJdkReads(@TempDir Path directory) throws Exception {
        DevelopmentIdentity alice = DevelopmentCa.create("one").issue(ALICE);
        char[] password = "changeit".toCharArray();
        Pkcs12Files files = alice.writePkcs12(directory, password);
        KeyStore keys = KeyStore.getInstance(files.keyStore().toFile(), password);
        assertThat(keys.getCertificate("alice")).isEqualTo(alice.certificate());
        assertThat(keys.getKey("alice", password)).isNotNull();
        assertThat(KeyStore.getInstance(files.trustStore().toFile(), password).size())
                .isEqualTo(1);
    }

    @Test
    void refusesNamesThatCouldBeMistaken() {
        assertThatThrownBy(() -> DevelopmentCa.create("a,O=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a,O=b'");
    }
}
