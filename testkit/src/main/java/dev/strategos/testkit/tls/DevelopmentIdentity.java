package dev.strategos.testkit.tls;

import dev.strategos.core.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A node's key and certificate, and the authorities that it trusts.
 *
 * <p>Files are written aside and renamed into place, so that a reader sees the old one or the new one, whole. Key files are readable by
 * their owner only. Immutable, for any thread.
 */
public final class DevelopmentIdentity {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final NodeId node;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final List<X509Certificate> trusted;

    DevelopmentIdentity(NodeId node, PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this(node, key, certificate, List.of(authority));
    }

    private DevelopmentIdentity(
            NodeId node, PrivateKey key, X509Certificate certificate, List<X509Certificate> trusted) {
        this.node = node;
        this.key = key;
        this.certificate = certificate;
        this.trusted = trusted;
    }

    /**
     * The same identity, trusting others.
     *
     * @param authorities takes the place of the authority that issued it; at least one
     * @return a new identity
     */
    public DevelopmentIdentity trusting(DevelopmentCa... authorities) {
        if (authorities.length == 0) {
            throw new IllegalArgumentException("authorities: must be at least one");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (DevelopmentCa authority : authorities) {
            certificates.add(authority.certificate());
        }
        return new DevelopmentIdentity(node, key, certificate, List.copyOf(certificates));
    }

    /**
     * The node's certificate.
     *
     * @return the leaf
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Writes {@code <node>.crt}, {@code <node>.key} and {@code <node>-trust.crt}.
     *
     * @param directory must exist
     * @return where they are
     * @throws UncheckedIOException if a file cannot be written
     */
    public PemFiles writePem(Path directory) {
        PemFiles files = new PemFiles(
                directory.resolve(node + ".crt"),
                directory.resolve(node + ".key"),
                directory.resolve(node + "-trust.crt"));
        try {
            write(files.privateKey(), pem("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII));
            write(files.certificateChain(), pem(List.of(certificate)));
            write(files.trust(), pem(trusted));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("could not encode a certificate of " + node, failed);
        }
        return files;
    }

    /**
     * Writes {@code <node>.p12} and {@code <node>-trust.p12}.
     *
     * @param directory must exist
     * @param password for both
     * @return where they are
     * @throws UncheckedIOException if a file cannot be written
     */
    public Pkcs12Files writePkcs12(Path directory, char[] password) {
        Pkcs12Files files = new Pkcs12Files(directory.resolve(node + ".p12"), directory.resolve(node + "-trust.p12"));
        try {
            KeyStore keys = empty();
            keys.setKeyEntry(node.name(), key, password, new Certificate[] {certificate});
            KeyStore trust = empty();
            for (int i = 0; i < trusted.size(); i++) {
                trust.setCertificateEntry("ca" + i, trusted.get(i));
            }
            write(files.keyStore(), bytes(keys, password));
            write(files.trustStore(), bytes(trust, password));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("could not make a key store for " + node, failed);
        }
        return files;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] bytes(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        return out.toByteArray();
    }

    private static byte[] pem(List<X509Certificate> certificates) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : certificates) {
            text.append(pem("CERTIFICATE", each.getEncoded()));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".tmp", ownerOnly(file));
        Files.write(aside, bytes);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Such as {@code identity of alice}; never a key. */
    @Override
    public String toString() {
        return "identity of " + node;
    }
}
