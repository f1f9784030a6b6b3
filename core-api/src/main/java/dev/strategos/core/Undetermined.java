package dev.strategos.core;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Messages that were sent and never acknowledged: each was delivered once or not at all, and nobody here can know which.
 *
 * <p>Valid during the call that hands it over.
 */
public interface Undetermined {

    /** No message at all. */
    Undetermined NONE = new Undetermined() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public void forEach(Consumer<ByteBuffer> action) {}
    };

    /**
     * How many messages there are.
     *
     * @return zero or more
     */
    int count();

    /**
     * Shows each message, in the order in which they were sent.
     *
     * @param action gets a read-only buffer, valid until it returns
     */
    void forEach(Consumer<ByteBuffer> action);
}
