package dev.strategos.transport.netty.identity;

import dev.strategos.core.NodeId;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The dNSNames of certificates, compared byte for byte: no wildcard, no other case, no common name. Stateless, for any thread. */
public final class CertificateNames {

    private static final Integer DNS_NAME = 2;

    private CertificateNames() {}

    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (DNS_NAME.equals(alternative.get(0)) && alternative.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            // A certificate whose names cannot be read names nobody.
            return List.of();
        }
        return names;
    }

    /**
     * Whether the other end of a session has proven to be a node.
     *
     * @param session after its handshake
     * @param expected which node
     * @return null if so, else what it has proven, in words
     */
    public static @Nullable String mismatch(SSLSession session, NodeId expected) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (!(chain.length > 0 && chain[0] instanceof X509Certificate leaf)) {
                return "there is no X.509 certificate, so it is not '" + expected + "'";
            }
            List<String> names = of(leaf);
            return names.contains(expected.name())
                    ? null
                    : "its certificate names " + names + ", not '" + expected + "'";
        } catch (SSLPeerUnverifiedException none) {
            return "there is no certificate, so it is not '" + expected + "'";
        }
    }
}
