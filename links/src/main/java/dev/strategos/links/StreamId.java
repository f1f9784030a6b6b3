package dev.strategos.links;

import java.nio.ByteBuffer;

/**
 * Which stream: made with the sender's storage and kept in it. Later streams of a sender are higher.
 *
 * @param incarnation the life in which the sender made it
 * @param ordinal counts the streams that the sender made in that life
 */
record StreamId(long incarnation, int ordinal) implements Comparable<StreamId> {

    static final int BYTES = Long.BYTES + Integer.BYTES;

    static StreamId read(ByteBuffer from) {
        return new StreamId(from.getLong(), from.getInt());
    }

    void write(ByteBuffer to) {
        to.putLong(incarnation).putInt(ordinal);
    }

    @Override
    public int compareTo(StreamId other) {
        int byLife = Long.compare(incarnation, other.incarnation);
        return byLife == 0 ? Integer.compare(ordinal, other.ordinal) : byLife;
    }

    @Override
    public String toString() {
        return incarnation + "." + ordinal;
    }
}
