package dev.strategos.testkit;

import dev.strategos.core.StableStorage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The storage under test, the loop that it belongs to, and a way to crash its node. */
public interface TestStorage extends AutoCloseable {

    /**
     * Runs an action on the loop and waits until it returned; what it throws is thrown.
     *
     * @param action gets the storage of the node's present life
     */
    void onLoop(Consumer<StableStorage> action);

    /**
     * Waits until something holds, and fails if it does not within a time that is generous for this storage.
     *
     * @param what what is awaited, for the failure's message
     * @param condition looked at again and again, in the caller's thread
     */
    void await(String what, BooleanSupplier condition);

    /** Crashes the node, so that what was not synced is lost, and lets it recover. No sync is under way. */
    void crashAndRecover();

    @Override
    void close();
}
