package dev.strategos.testkit;

/**
 * What every transport has to do, as tests: a test class of the transport implements this interface, and JUnit runs them.
 *
 * <pre>{@code
 * class MyTransportContractTest implements TransportContract {
 *     public TestCluster cluster(Group group, TransportLimits limits) {
 *         return new MyTestCluster(group, limits);
 *     }
 * }
 * }</pre>
 *
 * <p>The cluster's network must be whole: nothing is lost, delayed for long, or cut.
 */
public interface TransportContract
        extends MessageContract, ClaimContract, PeerContract, FlowContract, EnvironmentContract, NodeContract {}
