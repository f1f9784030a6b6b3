package dev.strategos.links;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;

/**
 * A message in a {@link Log}. Immutable, for any thread.
 *
 * @param position its place in the log
 * @param from who sent it
 * @param message read-only and a buffer of its own
 */
public record LogEntry(long position, NodeId from, ByteBuffer message) {}
