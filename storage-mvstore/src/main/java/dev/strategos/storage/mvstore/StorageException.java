package dev.strategos.storage.mvstore;

import org.jspecify.annotations.Nullable;

/** Thrown where a storage cannot be opened: it is in use, cannot be read, or what it holds is damaged. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
