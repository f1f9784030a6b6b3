package dev.strategos.transport.netty.identity;

import dev.strategos.transport.netty.tls.IdentityRefusal;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's own validation of certificate paths, with a typed reason where it refuses. Which node a certificate names is not looked at
 * here: the connection does that, at both ends. Thread-safe.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager paths;

    PeerTrust(X509ExtendedTrustManager paths) {
        this.paths = paths;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void check(X509Certificate[] chain, Check validation) throws CertificateException {
        try {
            validation.run();
            // The JDK takes a leaf that is itself among the trusted without looking at its dates.
            chain[0].checkValidity();
        } catch (CertificateException refused) {
            throw new RefusedCertificateException(
                    reasonOf(refused),
                    "certificate of " + chain[0].getSubjectX500Principal() + ", valid from "
                            + chain[0].getNotBefore().toInstant() + " to "
                            + chain[0].getNotAfter().toInstant() + ": " + refused.getMessage(),
                    refused);
        }
    }

    private static IdentityRefusal reasonOf(Throwable refused) {
        boolean path = false;
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return IdentityRefusal.EXPIRED;
            }
            path |= cause instanceof CertPathValidatorException || cause instanceof CertPathBuilderException;
        }
        return path ? IdentityRefusal.OTHER_CA : IdentityRefusal.HANDSHAKE_FAILED;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> paths.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> paths.checkServerTrusted(chain, authType));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return paths.getAcceptedIssuers();
    }
}
