package dev.strategos.storage.mvstore;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A change of the storage.
 *
 * @param key any text
 * @param value read-only and never moved, so that threads may share it; null if the key is to be removed
 */
record Put(String key, @Nullable ByteBuffer value) {}
