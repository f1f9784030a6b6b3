package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strategos.core.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519KeysTest {

    private static final String PKCS8_HEAD = "302e020100300506032b657004220420";
    private static final String SPKI_HEAD = "302a300506032b6570032100";
    private static final char[] PASSWORD = "open sesame".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Ed25519.Key key = Camp.key(1);

    @Test
    void readsPem() {
        String secret = ("comment\n" + pem("PRIVATE KEY", pkcs8(key)) + pem("CERTIFICATE", new byte[3]));
        assertThat(Ed25519Keys.privateKey(secret).seed()).isEqualTo(key.seed());
        String open = (pem("PUBLIC KEY", spki(key)));
        assertThat(Ed25519Keys.publicKey(open)).isEqualTo(key.publicKey());
    }

    @Test
    void readsCertificatesAndPkcs12() throws Exception {
        X509Certificate certificate = certificate(key);
        String open = (pem("CERTIFICATE", certificate.getEncoded()));
        assertThat(Ed25519Keys.publicKey(open)).isEqualTo(key.publicKey());
        byte[] store = store("own");
        assertThat(Ed25519Keys.privateKey(store, PASSWORD).seed()).isEqualTo(key.seed());
    }

    /** What the files give is what a group needs: a verifier that takes the key's signatures. */
    @Test
    void makesTheVerifierOfAGroup() {
        String first = pem("PUBLIC KEY", spki(Camp.key(1)));
        Verifier verifier = Ed25519Keys.verifier(
                Map.of(NodeId.of("a"), first, NodeId.of("b"), pem("PUBLIC KEY", spki(Camp.key(2)))));
        Bytes statement = Bytes.of(new byte[] {1, 2, 3});
        assertThat(verifier.verify(NodeId.of("a"), statement, Camp.key(1).sign(statement)))
                .isTrue();
        assertThat(verifier.verify(NodeId.of("b"), statement, Camp.key(1).sign(statement)))
                .isFalse();
        assertThatThrownBy(() -> Ed25519Keys.verifier(Map.of(NodeId.of("c"), "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "general 'c': pem: must hold PUBLIC KEY or CERTIFICATE in PEM, but holds no PEM");
        assertThatThrownBy(() -> Ed25519Keys.verifier(Map.of(NodeId.of("a"), first, NodeId.of("b"), first)))
                .hasMessageContaining("is another general's too");
    }

    @Test
    void saysWhatIsWrongWithPem() throws Exception {
        assertRefused(() -> Ed25519Keys.privateKey(("nonsense")), "must hold PRIVATE KEY in PEM, but holds no PEM");
        assertRefused(
                () -> Ed25519Keys.privateKey((pem("PUBLIC KEY", spki(key)))),
                "must hold PRIVATE KEY in PEM, but holds PUBLIC KEY");
        assertRefused(
                () -> Ed25519Keys.privateKey((pem("ENCRYPTED PRIVATE KEY", pkcs8(key)))),
                "'openssl pkcs8 -topk8 -nocrypt' decrypts it, or use PKCS12");
        assertRefused(
                () -> Ed25519Keys.privateKey((pem("PRIVATE KEY", new byte[] {1, 2, 3}))),
                "holds no private key in PKCS#8 that can be read");
        assertRefused(
                () -> Ed25519Keys.publicKey((pem("PUBLIC KEY", new byte[] {1, 2, 3}))),
                "holds no public key that can be read");
        assertRefused(
                () -> Ed25519Keys.publicKey((pem("CERTIFICATE", new byte[] {1, 2, 3}))),
                "holds what is no certificate");
        byte[] curve = java.security.KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        assertRefused(
                () -> Ed25519Keys.publicKey((pem("PUBLIC KEY", curve))),
                "must hold an Ed25519 public key, but holds one of another algorithm");
        byte[] ec = java.security.KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        assertRefused(
                () -> Ed25519Keys.privateKey((pem("PRIVATE KEY", ec))),
                "must hold an Ed25519 private key, but holds one of another algorithm");
    }

    @Test
    void saysWhatIsWrongWithPkcs12() throws Exception {
        byte[] store = store("own");
        assertRefused(
                () -> Ed25519Keys.privateKey(store, "wrong".toCharArray()), "password: it is not that of the PKCS12");
        assertRefused(() -> Ed25519Keys.privateKey(new byte[] {1, 2, 3}, PASSWORD), "pkcs12: is no PKCS12");
        assertRefused(
                () -> Ed25519Keys.privateKey(store("a", "b"), PASSWORD),
                "must hold exactly one private key, but holds 2: [a, b]");
        assertRefused(
                () -> Ed25519Keys.privateKey(store(), PASSWORD), "must hold exactly one private key, but holds 0");
    }

    /** Files that neither the JDK nor BouncyCastle wrote. */
    @Test
    void readsWhatOpenSslWrites() throws Exception {
        assumeOpenSsl();
        Path secret = folder.resolve("alice.key");
        Path open = folder.resolve("alice.pem");
        Path certificate = folder.resolve("alice.crt");
        Path store = folder.resolve("alice.p12");
        openssl("genpkey", "-algorithm", "ed25519", "-out", secret.toString());
        openssl("pkey", "-in", secret.toString(), "-pubout", "-out", open.toString());
        openssl(
                "req",
                "-new",
                "-x509",
                "-key",
                secret.toString(),
                "-subj",
                "/CN=alice",
                "-out",
                certificate.toString());
        openssl(
                "pkcs12",
                "-export",
                "-inkey",
                secret.toString(),
                "-in",
                certificate.toString(),
                "-out",
                store.toString(),
                "-passout",
                "pass:" + String.valueOf(PASSWORD));
        Ed25519.Key read = Ed25519Keys.privateKey(Files.readString(secret));
        assertThat(Ed25519Keys.publicKey(Files.readString(open))).isEqualTo(read.publicKey());
        assertThat(Ed25519Keys.publicKey(Files.readString(certificate))).isEqualTo(read.publicKey());
        assertThat(Ed25519Keys.privateKey(Files.readAllBytes(store), PASSWORD).seed())
                .isEqualTo(read.seed());
    }

    /** Assumes the test away where openssl is missing, but for where {@code CI} is set: there it has to be installed. */
    private static void assumeOpenSsl() throws InterruptedException {
        boolean present;
        try {
            present = run(List.of("openssl", "version")) == 0;
        } catch (IOException missing) {
            present = false;
        }
        if (System.getenv("CI") != null && !present) {
            throw new AssertionError("openssl is missing, and CI must have it");
        }
        assumeTrue(present, "openssl is missing on this machine, so no file of its own was read");
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        assertThat(run(command)).as("%s", command).isZero();
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Something that reads a file. */
    private interface Reading {
        Object read() throws Exception;
    }

    private static void assertRefused(Reading reading, String why) {
        assertThatThrownBy(reading::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    private static byte[] pkcs8(Ed25519.Key key) {
        return HexFormat.of()
                .parseHex(PKCS8_HEAD + HexFormat.of().formatHex(key.seed().toArray()));
    }

    private static byte[] spki(Ed25519.Key key) {
        return HexFormat.of()
                .parseHex(SPKI_HEAD + HexFormat.of().formatHex(key.publicKey().toArray()));
    }

    private static X509Certificate certificate(Ed25519.Key key) throws Exception {
        PublicKey open = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki(key)));
        X500Name name = new X500Name("CN=alice");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, BigInteger.ONE, new Date(0), new Date(4_000_000_000_000L), name, open)
                        .build(new JcaContentSignerBuilder("Ed25519").build(secret(key))));
    }

    private static PrivateKey secret(Ed25519.Key key) throws Exception {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8(key)));
    }

    private byte[] store(String... aliases) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        for (String alias : aliases) {
            store.setKeyEntry(alias, secret(key), PASSWORD, new X509Certificate[] {certificate(key)});
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD);
        return out.toByteArray();
    }
}
