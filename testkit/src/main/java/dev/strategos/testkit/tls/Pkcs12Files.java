package dev.strategos.testkit.tls;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where an identity was written. Immutable, for any thread.
 *
 * @param keyStore the node's key and certificate
 * @param trustStore the authorities that it trusts
 */
public record Pkcs12Files(Path keyStore, Path trustStore) {

    /** Checks that both are there. */
    public Pkcs12Files {
        Objects.requireNonNull(keyStore, "keyStore");
        Objects.requireNonNull(trustStore, "trustStore");
    }
}
