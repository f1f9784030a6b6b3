package dev.strategos.transport.netty.identity;

import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A node's key, certificate and trust, as they are now: each new connection takes the present ones, and those that are up keep theirs.
 *
 * <p>Thread-safe. Loading blocks on the disk.
 */
public final class NodeIdentity {

    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final NodeId self;
    private final TlsConfig config;
    private volatile SSLContext context;
    private String loaded;
    private String seen;

    private NodeIdentity(NodeId self, TlsConfig config, SSLContext context, String fingerprint) {
        this.self = self;
        this.config = config;
        this.context = context;
        this.loaded = fingerprint;
        this.seen = fingerprint;
    }

    /**
     * Reads and checks an identity.
     *
     * @param self whom the certificate must name
     * @param config where the files are
     * @return the identity
     * @throws IdentityException if the files cannot be read, do not fit together, or name another node
     */
    public static NodeIdentity load(NodeId self, TlsConfig config) throws IdentityException {
        String fingerprint = IdentityFiles.fingerprint(config.files());
        return new NodeIdentity(self, config, read(self, config), fingerprint);
    }

    /**
     * Reads and checks the files again; new connections use what they hold from now on.
     *
     * @throws IdentityException if the new files will not do; the old identity stays
     */
    public synchronized void reload() throws IdentityException {
        // Taken first: what changes while it is read looks changed to the next look.
        String fingerprint = IdentityFiles.fingerprint(config.files());
        loaded = fingerprint;
        seen = fingerprint;
        context = read(self, config);
    }

    /**
     * Looks whether the files have changed and have then stayed the same for one look; if so, reloads. Bad files are tried once, until they
     * change again.
     *
     * @return whether there is a new identity
     * @throws IdentityException if the new files will not do; the old identity stays
     */
    public synchronized boolean reloadIfChanged() throws IdentityException {
        String now = IdentityFiles.fingerprint(config.files());
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(loaded)) {
            return false;
        }
        reload();
        return true;
    }

    /**
     * The engine of a new connection: TLS 1.3 and nothing older, a certificate wanted of both ends.
     *
     * @param client true for who dialled
     * @return an engine that has not begun
     */
    public SSLEngine engine(boolean client) {
        // Without host and port the JDK resumes no session: each connection looks at the certificate as it is now.
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setNeedClientAuth(true);
        // Who the other end is, we compare ourselves, byte for byte: the JDK's check takes wildcards and other case.
        parameters.setEndpointIdentificationAlgorithm(null);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLContext read(NodeId self, TlsConfig config) throws IdentityException {
        KeyMaterial material = IdentityFiles.read(config.files());
        material.check(self);
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OneKey(material)},
                    new TrustManager[] {new PeerTrust(paths(material))},
                    new SecureRandom());
            // A client of another kind may try to resume; then no certificate is looked at, so its ticket is good for
            // the shortest time.
            context.getServerSessionContext().setSessionTimeout(1);
            return context;
        } catch (IOException | GeneralSecurityException wrong) {
            throw new IdentityException("the JDK cannot use this identity", wrong);
        }
    }

    private static X509ExtendedTrustManager paths(KeyMaterial material) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int count = 0;
        for (X509Certificate authority : material.trust()) {
            store.setCertificateEntry("ca" + count++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("PKIX gives no trust manager for X.509");
    }
}
