package dev.strategos.testkit;

import dev.strategos.core.Fault;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Nodes of the transport under test, and a way to wait for what they do. */
public interface TestCluster extends AutoCloseable {

    /**
     * A node, started if it is not.
     *
     * @param id a member of the group
     * @return the node in its present life
     */
    Node node(NodeId id);

    /**
     * Ends the node's life and starts the next, under the same name and address, with the programs that ran on it.
     *
     * @param id a member of the group
     */
    void restart(NodeId id);

    /**
     * Waits until something holds, and fails if it does not within a time that is generous for this transport.
     *
     * @param what what is awaited, for the failure's message
     * @param condition looked at again and again, in the caller's thread
     */
    void await(String what, BooleanSupplier condition);

    /**
     * Lets time pass.
     *
     * @param duration at least so long
     */
    void pass(Duration duration);

    /**
     * The faults that the nodes reported so far.
     *
     * @return a snapshot
     */
    List<Fault> faults();

    @Override
    void close();
}
