package dev.strategos.testkit;

import dev.strategos.core.Group;

/** The body of one test of a contract. */
@FunctionalInterface
interface ContractBody {

    void test(TestCluster cluster, Group group);
}
