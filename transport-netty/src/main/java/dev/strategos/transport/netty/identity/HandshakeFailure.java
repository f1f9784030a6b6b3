package dev.strategos.transport.netty.identity;

import dev.strategos.transport.netty.tls.IdentityRefusal;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a handshake failed.
 *
 * @param reason for the program
 * @param detail for a person
 */
public record HandshakeFailure(IdentityRefusal reason, String detail) {

    /**
     * Finds the reason. The JDK gives certificates' faults as exceptions, but versions, missing certificates and alerts in words only;
     * tests on every JDK that is supported hold these words to account.
     *
     * @param thrown by the handshake, or by the first read after it
     * @return the failure, or null if the connection just broke
     */
    public static @Nullable HandshakeFailure of(Throwable thrown) {
        SSLException ssl = null;
        boolean broken = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return new HandshakeFailure(refused.reason(), String.valueOf(refused.getMessage()));
            }
            if (cause instanceof SSLException found) {
                ssl = ssl == null ? found : ssl;
            } else if (cause instanceof IOException) {
                broken = true;
            }
        }
        return ssl == null || broken ? null : inWords(String.valueOf(ssl.getMessage()));
    }

    private static @Nullable HandshakeFailure inWords(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        IdentityRefusal reason = IdentityRefusal.HANDSHAKE_FAILED;
        if (words.contains("fatal alert")) {
            reason = words.contains("protocol_version") ? IdentityRefusal.OLD_TLS : IdentityRefusal.REFUSED_BY_PEER;
        } else if (words.contains("empty client certificate chain")
                || words.contains("empty server certificate chain")) {
            reason = IdentityRefusal.NO_CERTIFICATE;
        } else if (words.contains("client requested protocol")
                || words.contains("supported protocol versions")
                || words.contains("selected protocol version")) {
            reason = IdentityRefusal.OLD_TLS;
        } else if (words.contains("closed inbound before receiving") || words.contains("sslengine closed already")) {
            return null;
        }
        return new HandshakeFailure(reason, message);
    }
}
