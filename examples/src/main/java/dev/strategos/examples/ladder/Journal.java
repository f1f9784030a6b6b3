package dev.strategos.examples.ladder;

import dev.strategos.examples.launch.CouldNotRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The numbers that a receiver delivered, in a file that outlives its process: what is handed to the system survives a kill. */
final class Journal implements AutoCloseable {

    private final FileChannel file;
    private final ByteBuffer pending = ByteBuffer.allocate(1 << 16);

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Goes on with what an earlier life wrote. */
    static Journal appending(Path path) {
        return open(path, StandardOpenOption.APPEND);
    }

    /** Begins anew. */
    static Journal replacing(Path path) {
        return open(path, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static Journal open(Path path, StandardOpenOption how) {
        try {
            return new Journal(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how));
        } catch (IOException e) {
            throw new CouldNotRunException("the journal " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    void add(int number) {
        if (!pending.hasRemaining()) {
            flush();
        }
        pending.putInt(number);
    }

    void flush() {
        try {
            pending.flip();
            while (pending.hasRemaining()) {
                file.write(pending);
            }
            pending.clear();
        } catch (IOException e) {
            throw new CouldNotRunException("the journal cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            file.close();
        } catch (IOException e) {
            throw new CouldNotRunException("the journal cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Counts what a journal says. */
    static Tally read(Path path) {
        Tally tally = new Tally();
        try {
            ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(path));
            while (numbers.remaining() >= Integer.BYTES) {
                tally.delivered(numbers.getInt());
            }
        } catch (IOException e) {
            throw new CouldNotRunException("the journal " + path + " cannot be read: " + e.getMessage(), e);
        }
        return tally;
    }
}
