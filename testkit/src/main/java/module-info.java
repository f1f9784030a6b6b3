/**
 * What Strategos is tested with, and what its users test their own transports and protocols with.
 *
 * <p>Begin with {@link dev.strategos.testkit.TransportContract}.
 */
module dev.strategos.testkit {
    requires java.compiler;
    requires transitive dev.strategos.core;
    requires transitive dev.strategos.transport.memory;
    requires static org.junit.jupiter.api;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    exports dev.strategos.testkit;
    exports dev.strategos.testkit.adversary;
    exports dev.strategos.testkit.faults;
    exports dev.strategos.testkit.history;
    exports dev.strategos.testkit.explore;
    exports dev.strategos.testkit.mutants;
    exports dev.strategos.testkit.properties;
    exports dev.strategos.testkit.sim;
    exports dev.strategos.testkit.tls;
    exports dev.strategos.testkit.trace;

    uses dev.strategos.testkit.sim.FailureReport;

    provides dev.strategos.testkit.sim.FailureReport with
            dev.strategos.testkit.sim.FailurePicture;
}
