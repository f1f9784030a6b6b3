package dev.strategos.transport.netty.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM texts. Stateless, for any thread. */
final class Pem {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String PKCS8 = "PRIVATE KEY";

    private Pem() {}

    static List<X509Certificate> certificates(byte[] text, Path from) throws IdentityException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = blocks(text);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                if (blocks.group(1).equals("CERTIFICATE")) {
                    Certificate certificate =
                            factory.generateCertificate(new ByteArrayInputStream(decode(blocks.group(2), from)));
                    certificates.add((X509Certificate) certificate);
                }
            }
        } catch (CertificateException wrong) {
            throw new IdentityException(from + " holds what is no certificate", wrong);
        }
        if (certificates.isEmpty()) {
            throw new IdentityException(from + " holds no certificate in PEM");
        }
        return certificates;
    }

    static PrivateKey privateKey(byte[] text, Path from) throws IdentityException {
        Matcher blocks = blocks(text);
        List<String> seen = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).equals(PKCS8)) {
                return pkcs8(decode(blocks.group(2), from), from);
            }
            seen.add(blocks.group(1));
        }
        throw new IdentityException(from + " must hold a '" + PKCS8 + "' in PEM (PKCS#8, not encrypted), but holds "
                + seen + "; 'openssl pkcs8 -topk8 -nocrypt' turns other forms into it");
    }

    private static PrivateKey pkcs8(byte[] der, Path from) throws IdentityException {
        // The JDK's factories know their own keys only, so each is asked.
        InvalidKeySpecException last = null;
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException another) {
                last = another;
            } catch (GeneralSecurityException missing) {
                throw new IdentityException("this JDK has no " + algorithm + " keys", missing);
            }
        }
        throw new IdentityException(
                from + " holds a private key that is neither EC nor RSA nor EdDSA",
                Objects.requireNonNull(last, "last"));
    }

    private static byte[] decode(String base64, Path from) throws IdentityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            throw new IdentityException(from + " holds what is no Base64", wrong);
        }
    }

    private static Matcher blocks(byte[] text) {
        return BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
    }
}
