package dev.strategos.transport.memory;

import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import java.nio.ByteBuffer;

/** A message on its way, as bytes of its own: nothing that the sender does later can change it. */
record Frame(String channel, MessageId id, ByteBuffer bytes, MemoryLane lane) {

    int length() {
        return bytes.remaining();
    }

    Peer sender() {
        return id.sender();
    }
}
