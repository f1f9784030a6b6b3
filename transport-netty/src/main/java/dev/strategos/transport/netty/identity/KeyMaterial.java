package dev.strategos.transport.netty.identity;

import dev.strategos.core.NodeId;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the files held. Immutable, for any thread.
 *
 * @param key the node's private key
 * @param chain its certificate first, then what that rests on
 * @param trust the authorities
 */
record KeyMaterial(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trust) {

    KeyMaterial {
        chain = List.copyOf(chain);
        trust = List.copyOf(trust);
    }

    /** Refuses what peers would refuse: better here, with a reason, than at every peer. */
    void check(NodeId self) throws IdentityException {
        if (chain.isEmpty()) {
            throw new IdentityException("there is no certificate");
        }
        if (trust.isEmpty()) {
            throw new IdentityException("there is no trusted authority");
        }
        X509Certificate leaf = chain.get(0);
        try {
            leaf.checkValidity();
        } catch (CertificateException notNow) {
            throw new IdentityException("the certificate is not valid now", notNow);
        }
        List<String> names = CertificateNames.of(leaf);
        if (!names.contains(self.name())) {
            throw new IdentityException("the certificate's dNSNames are " + names + ", but must hold '" + self + "'");
        }
        if (!keyFits(leaf)) {
            throw new IdentityException("the private key does not belong to the certificate");
        }
    }

    private boolean keyFits(X509Certificate leaf) throws IdentityException {
        byte[] probe = {1, 2, 3};
        try {
            String algorithm = signatureOf(key.getAlgorithm());
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(leaf.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            throw new IdentityException("the private key does not belong to the certificate", otherKind);
        }
    }

    private static String signatureOf(String keyAlgorithm) throws IdentityException {
        return switch (keyAlgorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
            default -> throw new IdentityException("a private key must be EC, RSA or EdDSA, but is " + keyAlgorithm);
        };
    }
}
