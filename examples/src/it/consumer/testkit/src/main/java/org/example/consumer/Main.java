package org.example.consumer;

import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;

/** Issues a certificate. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        DevelopmentCa ca = DevelopmentCa.create("consumers");
        System.out.println("a certificate of " + ca.issue(NodeId.of("alice")).certificate().getSubjectX500Principal());
    }
}
