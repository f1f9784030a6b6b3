package dev.strategos.benchmarks.peers;

/** A way to get messages from one process to another. */
public interface Contestant {

    /**
     * An end that waits to be connected to.
     *
     * @param address where the other end can reach it, on the loopback interface
     * @param end the end itself
     */
    record Listening(String address, AutoCloseable end) {}

    /**
     * Opens the end that receives.
     *
     * @param arrivals gets what arrives
     * @return the open end
     * @throws Exception if it cannot be opened
     */
    Listening listen(Arrivals arrivals) throws Exception;

    /**
     * Opens the end that sends.
     *
     * @param address of the other end
     * @param arrivals gets what is sent back
     * @return the connected end
     * @throws Exception if it cannot be connected
     */
    End connect(String address, Arrivals arrivals) throws Exception;
}
