package dev.strategos.testkit.tls;

import dev.strategos.core.NodeId;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that lives for one run: for examples and tests, never for production.
 *
 * <p>Its key is on the curve P-256 and stays in memory. What it issues is valid for twelve hours.
 *
 * <pre>{@code
 * DevelopmentCa ca = DevelopmentCa.create("run 7");
 * PemFiles files = ca.issue(NodeId.of("alice")).writePem(directory);
 * TlsConfig tls = TlsConfig.pem(files.certificateChain(), files.privateKey(), files.trust());
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class DevelopmentCa {

    /** How long what it issues is valid. */
    public static final Duration VALIDITY = Duration.ofHours(12);

    private static final Duration BACKDATED = Duration.ofMinutes(5);
    private static final String SIGNATURE = "SHA256withECDSA";

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final SecureRandom random = new SecureRandom();

    private DevelopmentCa(String name) {
        this.name = new X500Name("CN=" + name);
        this.keys = newKeys();
        this.certificate = sign(this.name, keys, List.of(), Instant.now().minus(BACKDATED), true);
    }

    /**
     * A new authority with a key of its own.
     *
     * @param name tells authorities apart for a person; letters, digits and spaces
     * @return the authority
     */
    public static DevelopmentCa create(String name) {
        if (!name.matches("[A-Za-z0-9 ]{1,60}")) {
            throw new IllegalArgumentException(
                    "name: must have 1 to 60 letters, digits and spaces, but was '" + name + "'");
        }
        return new DevelopmentCa(name);
    }

    /**
     * The authority's own certificate, which those who trust it hold.
     *
     * @return self-signed
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * A key and certificate for a node.
     *
     * @param node whom the certificate names
     * @return what the node needs to prove who it is
     */
    public DevelopmentIdentity issue(NodeId node) {
        return issueNaming(node, List.of(node.name()));
    }

    /**
     * A certificate whose time is over: everybody refuses it.
     *
     * @param node whom the certificate names
     * @return an identity that expired an hour ago
     */
    public DevelopmentIdentity issueExpired(NodeId node) {
        Instant from = Instant.now().minus(VALIDITY).minus(Duration.ofHours(1));
        return issue(node, List.of(node.name()), from);
    }

    /**
     * A certificate with other names than the node's own: to see who looks at them.
     *
     * @param node for whom the files are named
     * @param dnsNames the dNSNames of the certificate, as they are; none is allowed
     * @return the identity
     */
    public DevelopmentIdentity issueNaming(NodeId node, List<String> dnsNames) {
        return issue(node, dnsNames, Instant.now().minus(BACKDATED));
    }

    private DevelopmentIdentity issue(NodeId node, List<String> dnsNames, Instant from) {
        KeyPair leafKeys = newKeys();
        X509Certificate leaf = sign(new X500Name("CN=" + node.name()), leafKeys, dnsNames, from, false);
        return new DevelopmentIdentity(node, leafKeys.getPrivate(), leaf, certificate);
    }

    private X509Certificate sign(
            X500Name subject, KeyPair subjectKeys, List<String> dnsNames, Instant from, boolean ca) {
        Date notBefore = Date.from(from);
        Date notAfter = Date.from(from.plus(VALIDITY));
        BigInteger serial = new BigInteger(Long.SIZE - 1, random).add(BigInteger.ONE);
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(name, serial, notBefore, notAfter, subject, subjectKeys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
            if (!dnsNames.isEmpty()) {
                GeneralName[] names = dnsNames.stream()
                        .map(dnsName -> new GeneralName(GeneralName.dNSName, dnsName))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException failed) {
            throw new IllegalStateException("could not sign a certificate for " + subject, failed);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot make keys on P-256", missing);
        }
    }

    /** Its name. */
    @Override
    public String toString() {
        return name.toString();
    }
}
