package dev.strategos.testkit.tls;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where an identity was written. Immutable, for any thread.
 *
 * @param certificateChain the node's certificate
 * @param privateKey its key, in PKCS#8, not encrypted
 * @param trust the authorities that it trusts
 */
public record PemFiles(Path certificateChain, Path privateKey, Path trust) {

    /** Checks that all are there. */
    public PemFiles {
        Objects.requireNonNull(certificateChain, "certificateChain");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(trust, "trust");
    }
}
