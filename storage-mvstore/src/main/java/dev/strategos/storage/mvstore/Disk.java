package dev.strategos.storage.mvstore;

import java.io.IOException;
import java.util.List;

/** Where a {@link MvStorage} writes; all its methods block, and belong to the thread that writes. */
interface Disk {

    /**
     * Makes puts durable, all or none of them.
     *
     * @throws IOException if they may not be; then nothing more is written
     */
    void commit(List<Put> puts) throws IOException;

    /**
     * Lets go of the files.
     *
     * @param clean false after a failed commit: then nothing is written on the way
     * @throws IOException if what was committed may be lost
     */
    void close(boolean clean) throws IOException;
}
