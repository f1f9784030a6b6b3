package dev.strategos.benchmarks.peers;

import java.nio.ByteBuffer;

/** A message that is used again and again: what is sent, or a look at what has arrived. */
final class Payload {

    private byte[] bytes = new byte[0];
    private long number;
    private int length;

    /** What is sent, whole. */
    Payload wrap(byte[] message) {
        bytes = message;
        length = message.length;
        return this;
    }

    /** A message of that length, its number at its head. */
    Payload set(long newNumber, int newLength) {
        if (bytes.length < newLength) {
            bytes = new byte[newLength];
        }
        ByteBuffer.wrap(bytes).putLong(newNumber);
        length = newLength;
        return this;
    }

    void read(ByteBuffer message) {
        length = message.remaining();
        number = message.getLong();
    }

    void write(ByteBuffer room) {
        room.put(bytes, 0, length);
    }

    long number() {
        return number;
    }

    int length() {
        return length;
    }
}
