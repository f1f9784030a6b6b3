package dev.strategos.transport.netty.identity;

import dev.strategos.transport.netty.tls.IdentityRefusal;
import java.security.cert.CertificateException;

/** Thrown by the trust manager, so that the reason survives the way through the JDK's handshake. */
final class RefusedCertificateException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final IdentityRefusal reason;

    RefusedCertificateException(IdentityRefusal reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    IdentityRefusal reason() {
        return reason;
    }
}
