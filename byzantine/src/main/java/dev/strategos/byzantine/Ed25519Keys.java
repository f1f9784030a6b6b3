package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
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
 * Keys of Ed25519 as {@code openssl} and {@code keytool} write them: one's own from PEM (PKCS#8, not encrypted) or PKCS12, everybody's public
 * ones from PEM (a public key or a certificate).
 *
 * <pre>{@code
 * Ed25519.Key mine = Ed25519Keys.privateKey(Files.readString(Path.of("keys/alice.key")));
 * Verifier group = Ed25519Keys.verifier(Map.of(
 *         alice, Files.readString(Path.of("keys/alice.pem")), bob, Files.readString(Path.of("keys/bob.pem"))));
 * }</pre>
 *
 * <p>It takes what is in the files, and opens none: this module reaches no disk. No certificate is checked: which key is whose is the
 * group's configuration, and a public key is as good as the way in which it came.
 *
 * <p>For any thread. What cannot be read is an {@code IllegalArgumentException} that says what was expected, and what was found in its place,
 * but for secrets.
 */
public final class Ed25519Keys {

    private Ed25519Keys() {}

    /**
     * One's own key from PEM.
     *
     * @param pem has a block {@code PRIVATE KEY}: PKCS#8, not encrypted
     * @return the key
     * @throws IllegalArgumentException if it holds no such key
     */
    public static Ed25519.Key privateKey(String pem) {
        return privateKey(PemBlock.oneOf(pem, List.of("PRIVATE KEY")).content(), "pem");
    }

    /**
     * One's own key from PKCS12: its only key.
     *
     * @param pkcs12 what is in a file such as {@code openssl pkcs12 -export} writes
     * @param password of the file, and of the key in it
     * @return the key
     * @throws IllegalArgumentException if it is no PKCS12, the password is wrong, or it does not hold exactly one key, of Ed25519
     */
    public static Ed25519.Key privateKey(byte[] pkcs12, char[] password) {
        KeyStore store = store(pkcs12, password);
        try {
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new IllegalArgumentException("pkcs12: must hold exactly one private key, but holds " + keys.size()
                        + (keys.isEmpty() ? "" : ": " + keys));
            }
            byte[] encoded = store.getKey(keys.get(0), password).getEncoded();
            if (encoded == null) {
                throw new IllegalArgumentException("pkcs12: holds a key that cannot be taken out");
            }
            return privateKey(encoded, "pkcs12");
        } catch (UnrecoverableKeyException e) {
            throw new IllegalArgumentException("password: the key has another one than the file", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("pkcs12: this JDK cannot read its key: " + e.getMessage(), e);
        }
    }

    /**
     * A public key from PEM.
     *
     * @param pem has a block {@code PUBLIC KEY}, or a {@code CERTIFICATE}, the first of which counts
     * @return the key, 32 bytes
     * @throws IllegalArgumentException if it holds no such key
     */
    public static Bytes publicKey(String pem) {
        PemBlock block = PemBlock.oneOf(pem, List.of("PUBLIC KEY", "CERTIFICATE"));
        byte[] encoded = block.label().equals("CERTIFICATE") ? ofCertificate(block.content()) : block.content();
        AsymmetricKeyParameter key;
        try {
            key = PublicKeyFactory.createKey(encoded);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("pem: holds no public key that can be read", e);
        }
        if (key instanceof Ed25519PublicKeyParameters ed25519) {
            return Bytes.of(ed25519.getEncoded());
        }
        throw new IllegalArgumentException("pem: must hold an Ed25519 public key, but holds one of another algorithm");
    }

    /**
     * The public keys of a group.
     *
     * @param pems for each general, what {@link #publicKey} reads
     * @return the verifier for their {@link GroupConfig}
     * @throws IllegalArgumentException if one holds no public key, which it names, or two generals have the same
     */
    public static Verifier verifier(Map<NodeId, String> pems) {
        Map<NodeId, Bytes> keys = new LinkedHashMap<>();
        pems.forEach((general, pem) -> {
            try {
                keys.put(general, publicKey(pem));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("general '" + general + "': " + e.getMessage(), e);
            }
        });
        return Ed25519.verifier(keys);
    }

    private static KeyStore store(byte[] pkcs12, char[] password) {
        try (InputStream in = new ByteArrayInputStream(pkcs12)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof UnrecoverableKeyException;
            throw new IllegalArgumentException(
                    wrongPassword ? "password: it is not that of the PKCS12" : "pkcs12: is no PKCS12", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("pkcs12: this JDK cannot read it: " + e.getMessage(), e);
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

    private static byte[] ofCertificate(byte[] content) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content))
                    .getPublicKey()
                    .getEncoded();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("pem: holds what is no certificate", e);
        }
    }
}
