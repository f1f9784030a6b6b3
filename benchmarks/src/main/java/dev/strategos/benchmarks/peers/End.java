package dev.strategos.benchmarks.peers;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** One end of a connection. For one sending thread. */
public interface End extends AutoCloseable {

    /**
     * Sends a message, waiting while there is no room for it.
     *
     * @param message its first eight bytes are its number; the caller's own again on return
     * @throws Exception if the connection has ended
     */
    void send(byte[] message) throws Exception;

    /**
     * Lets go what is gathered.
     *
     * @throws Exception if the connection has ended
     */
    default void flush() throws Exception {}

    /**
     * Waits while replies arrive; the sending thread of a contestant that has no other takes them itself.
     *
     * @param done open when no more is awaited
     * @throws Exception if the connection has ended
     */
    default void awaitReplies(CountDownLatch done) throws Exception {
        done.await();
    }

    /** Ends the connection. */
    @Override
    void close() throws IOException;
}
