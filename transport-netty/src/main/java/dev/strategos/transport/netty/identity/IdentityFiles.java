package dev.strategos.transport.netty.identity;

import dev.strategos.transport.netty.tls.Password;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Reads identities from files. Stateless, for any thread; it blocks on the disk. */
final class IdentityFiles {

    private IdentityFiles() {}

    static KeyMaterial read(TlsConfig.Files files) throws IdentityException {
        if (files instanceof TlsConfig.PemFiles pem) {
            return new KeyMaterial(
                    Pem.privateKey(bytes(pem.privateKey()), pem.privateKey()),
                    Pem.certificates(bytes(pem.certificateChain()), pem.certificateChain()),
                    Pem.certificates(bytes(pem.trust()), pem.trust()));
        }
        TlsConfig.Pkcs12Files stores = (TlsConfig.Pkcs12Files) files;
        return fromStores(stores);
    }

    /** Changes whenever the contents of a file do. */
    static String fingerprint(TlsConfig.Files files) {
        StringBuilder fingerprint = new StringBuilder();
        List<Path> paths = files instanceof TlsConfig.PemFiles pem
                ? List.of(pem.certificateChain(), pem.privateKey(), pem.trust())
                : List.of(((TlsConfig.Pkcs12Files) files).keyStore(), ((TlsConfig.Pkcs12Files) files).trustStore());
        for (Path path : paths) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
                fingerprint.append(Base64.getEncoder().encodeToString(digest)).append(' ');
            } catch (IOException unreadable) {
                fingerprint.append(unreadable).append(' ');
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("every JDK has SHA-256", missing);
            }
        }
        return fingerprint.toString();
    }

    private static KeyMaterial fromStores(TlsConfig.Pkcs12Files stores) throws IdentityException {
        KeyStore keys = store(stores.keyStore(), stores.keyStorePassword());
        KeyStore trust = store(stores.trustStore(), stores.trustStorePassword());
        char[] password = stores.keyStorePassword().characters();
        try {
            List<String> entries = new ArrayList<>();
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    entries.add(alias);
                }
            }
            if (entries.size() != 1) {
                throw new IdentityException(stores.keyStore() + " must hold exactly one key, but holds " + entries);
            }
            Key key = keys.getKey(entries.get(0), password);
            if (!(key instanceof PrivateKey privateKey)) {
                throw new IdentityException(stores.keyStore() + " must hold a private key");
            }
            return new KeyMaterial(privateKey, x509(keys.getCertificateChain(entries.get(0))), certificates(trust));
        } catch (GeneralSecurityException wrong) {
            throw new IdentityException("cannot read " + stores.keyStore(), wrong);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static List<X509Certificate> certificates(KeyStore trust) throws GeneralSecurityException {
        List<Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(trust.aliases())) {
            if (trust.isCertificateEntry(alias)) {
                found.add(trust.getCertificate(alias));
            }
        }
        return x509(found.toArray(Certificate[]::new));
    }

    private static List<X509Certificate> x509(Certificate[] certificates) {
        List<X509Certificate> typed = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                typed.add(x509);
            }
        }
        return typed;
    }

    private static KeyStore store(Path path, Password password) throws IdentityException {
        char[] characters = password.characters();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes(path)), characters);
            return store;
        } catch (IOException | GeneralSecurityException wrong) {
            throw new IdentityException("cannot read " + path, wrong);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static byte[] bytes(Path path) throws IdentityException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new IdentityException("cannot read " + path, unreadable);
        }
    }
}
