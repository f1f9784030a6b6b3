package dev.strategos.byzantine;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Keys of Ed25519 from files, as {@code openssl} and {@code keytool} write them: one's own from PEM (PKCS#8, not encrypted) or PKCS12, everybody's
 * public ones from PEM (a public key or a certificate).
 *
 * <pre>{@code
 * Ed25519.Key mine = Ed25519Files.privateKey(Path.of("keys/alice.key"));
 * Verifier group = Ed25519Files.verifier(config.group(), Path.of("keys"));       // keys/alice.pem, keys/bob.pem, …
 * }</pre>
 *
 * <p>No certificate is checked: which key is whose is the group's configuration, and a public key's file is as good as the way in which it came.
 *
 * <p>Reads files, so not on the loop; for any other thread. Whatever is wrong with a file is an {@code IllegalArgumentException} that names the
 * file and what it should hold, never what it does hold of a secret.
 */
public final class Ed25519Files {

    private Ed25519Files() {}

    /**
     * One's own key from PEM.
     *
     * @param file has a block {@code PRIVATE KEY}: PKCS#8, not encrypted
     * @return the key
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no such key
     */
    public static Ed25519.Key privateKey(Path file) throws IOException {
        PemBlock block = PemBlock.oneOf(file, List.of("PRIVATE KEY"));
        return privateKey(block.content(), file.toString());
    }

    /**
     * One's own key from PKCS12: its only key.
     *
     * @param file such as {@code openssl pkcs12 -export} writes
     * @param password of the file, and of the key in it
     * @return the key
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no PKCS12 file, the password is wrong, or it does not hold exactly one key, of Ed25519
     */
    public static Ed25519.Key privateKey(Path file, char[] password) throws IOException {
        KeyStore store = pkcs12(file, password);
        try {
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new IllegalArgumentException(file + ": must hold exactly one private key, but holds "
                        + keys.size() + (keys.isEmpty() ? "" : ": " + keys));
            }
            Key key = store.getKey(keys.get(0), password);
            byte[] encoded = key.getEncoded();
            if (encoded == null) {
                throw new IllegalArgumentException(file + ": holds a key that cannot be taken out");
            }
            return privateKey(encoded, file.toString());
        } catch (UnrecoverableKeyException e) {
            throw new IllegalArgumentException(file + ": the key in it has another password than the file", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": this JDK cannot read its key: " + e.getMessage(), e);
        }
    }

    /**
     * A public key from PEM.
     *
     * @param file has a block {@code PUBLIC KEY}, or a {@code CERTIFICATE}, the first of which counts
     * @return the key, 32 bytes
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no such key
     */
    public static Bytes publicKey(Path file) throws IOException {
        PemBlock block = PemBlock.oneOf(file, List.of("PUBLIC KEY", "CERTIFICATE"));
        byte[] encoded = block.label().equals("CERTIFICATE") ? ofCertificate(block.content(), file) : block.content();
        AsymmetricKeyParameter key;
        try {
            key = PublicKeyFactory.createKey(encoded);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(file + ": holds no public key that can be read", e);
        }
        if (key instanceof Ed25519PublicKeyParameters ed25519) {
            return Bytes.of(ed25519.getEncoded());
        }
        throw new IllegalArgumentException(
                file + ": must hold an Ed25519 public key, but holds one of another algorithm");
    }

    /**
     * The public keys of a group, from a folder with a file {@code <general>.pem} for each.
     *
     * @param group the generals
     * @param folder where the files are
     * @return the verifier for their {@link GroupConfig}
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if one holds no public key, or two generals have the same
     */
    public static Verifier verifier(Group group, Path folder) throws IOException {
        Map<NodeId, Bytes> keys = new LinkedHashMap<>();
        for (NodeId general : group) {
            Path file = folder.resolve(general + ".pem");
            try {
                keys.put(general, publicKey(file));
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException(
                        "general '" + general + "' has no public key: " + file + " is missing", e);
            }
        }
        return Ed25519.verifier(keys);
    }

    private static KeyStore pkcs12(Path file, char[] password) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try (InputStream in = new ByteArrayInputStream(content)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            boolean password12 = e.getCause() instanceof UnrecoverableKeyException;
            throw new IllegalArgumentException(
                    file + (password12 ? ": the password is wrong" : ": is no PKCS12 file"), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": this JDK cannot read it: " + e.getMessage(), e);
        }
    }

    private static Ed25519.Key privateKey(byte[] pkcs8, String from) {
        AsymmetricKeyParameter key;
        try {
            key = PrivateKeyFactory.createKey(pkcs8);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(from + ": holds no private key in PKCS#8 that can be read", e);
        }
        if (key instanceof Ed25519PrivateKeyParameters ed25519) {
            return Ed25519.fromSeed(Bytes.of(ed25519.getEncoded()));
        }
        throw new IllegalArgumentException(
                from + ": must hold an Ed25519 private key, but holds one of another algorithm");
    }

    private static byte[] ofCertificate(byte[] content, Path file) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content))
                    .getPublicKey()
                    .getEncoded();
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + ": holds what is no certificate", e);
        }
    }
}
