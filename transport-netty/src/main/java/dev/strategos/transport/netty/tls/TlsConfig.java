package dev.strategos.transport.netty.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a node's key, certificate and trusted authorities are.
 *
 * <p>The leaf certificate must hold a dNSName equal to the node's id, byte for byte; so must that of every peer. There is no way
 * to trust everybody, and none to fall back to plain text.
 *
 * <pre>{@code
 * TlsConfig tls = TlsConfig.pem(Path.of("alice.crt"), Path.of("alice.key"), Path.of("ca.crt"))
 *         .watchedEvery(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Immutable, for any thread.
 */
public final class TlsConfig {

    /** The forms in which the files may be. */
    public sealed interface Files {}

    /**
     * PEM files.
     *
     * @param certificateChain the leaf first, then what it rests on
     * @param privateKey in PKCS#8, not encrypted
     * @param trust the authorities, one certificate or more
     */
    public record PemFiles(Path certificateChain, Path privateKey, Path trust) implements Files {

        /** Checks that all are there. */
        public PemFiles {
            Objects.requireNonNull(certificateChain, "certificateChain");
            Objects.requireNonNull(privateKey, "privateKey");
            Objects.requireNonNull(trust, "trust");
        }
    }

    /**
     * PKCS#12 files.
     *
     * @param keyStore holds exactly one key with its chain
     * @param keyStorePassword opens it and its key
     * @param trustStore the authorities, one certificate or more
     * @param trustStorePassword opens it
     */
    public record Pkcs12Files(Path keyStore, Password keyStorePassword, Path trustStore, Password trustStorePassword)
            implements Files {

        /** Checks that all are there. */
        public Pkcs12Files {
            Objects.requireNonNull(keyStore, "keyStore");
            Objects.requireNonNull(keyStorePassword, "keyStorePassword");
            Objects.requireNonNull(trustStore, "trustStore");
            Objects.requireNonNull(trustStorePassword, "trustStorePassword");
        }
    }

    private final Files files;
    private final Optional<Duration> watch;

    private TlsConfig(Files files, Optional<Duration> watch) {
        this.files = files;
        this.watch = watch;
    }

    /**
     * An identity in PEM files.
     *
     * @param certificateChain the leaf first, then what it rests on
     * @param privateKey in PKCS#8, not encrypted
     * @param trust the authorities, one certificate or more
     * @return the configuration; nothing is read yet
     */
    public static TlsConfig pem(Path certificateChain, Path privateKey, Path trust) {
        return new TlsConfig(new PemFiles(certificateChain, privateKey, trust), Optional.empty());
    }

    /**
     * An identity in PKCS#12 files.
     *
     * @param keyStore holds exactly one key with its chain
     * @param keyStorePassword opens it and its key
     * @param trustStore the authorities, one certificate or more
     * @param trustStorePassword opens it
     * @return the configuration; nothing is read yet
     */
    public static TlsConfig pkcs12(Path keyStore, char[] keyStorePassword, Path trustStore, char[] trustStorePassword) {
        return new TlsConfig(
                new Pkcs12Files(keyStore, new Password(keyStorePassword), trustStore, new Password(trustStorePassword)),
                Optional.empty());
    }

    /**
     * Looks at the files again and again, and takes a new identity from them once they have changed and stayed the same for
     * one interval. Files may be replaced in any way, by renaming too.
     *
     * @param interval between two looks; at least 10 ms
     * @return a configuration with the watch
     * @throws IllegalArgumentException if the interval is shorter
     */
    public TlsConfig watchedEvery(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("watchedEvery: must be at least 10 ms, but was " + interval);
        }
        return new TlsConfig(files, Optional.of(interval));
    }

    /**
     * Where the identity is.
     *
     * @return the files
     */
    public Files files() {
        return files;
    }

    /**
     * How often the files are looked at.
     *
     * @return the interval; empty if only {@code reloadIdentity()} looks
     */
    public Optional<Duration> watch() {
        return watch;
    }

    /** Names the files, never a password. */
    @Override
    public String toString() {
        return "TlsConfig[" + files
                + watch.map(interval -> ", watched every " + interval).orElse("") + "]";
    }
}
