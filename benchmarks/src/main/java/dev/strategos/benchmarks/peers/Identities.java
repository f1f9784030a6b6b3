package dev.strategos.benchmarks.peers;

import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.DevelopmentIdentity;
import java.io.File;
import java.nio.file.Path;

/** The identities of a run: one for each end, in one folder, in the two forms that the contestants read. */
public final class Identities {

    /** The end that receives; also the name that it is dialled under. */
    static final NodeId RECEIVER = NodeId.of("localhost");

    /** The end that sends. */
    static final NodeId SENDER = NodeId.of("sender");

    /** Of all key stores, which live as long as a run. */
    static final String PASSWORD = "benchmark";

    private Identities() {}

    /**
     * Issues both.
     *
     * @param folder where the files go
     */
    public static void writeTo(Path folder) {
        DevelopmentCa authority = DevelopmentCa.create("benchmark");
        for (NodeId node : new NodeId[] {RECEIVER, SENDER}) {
            DevelopmentIdentity identity = authority.issue(node);
            identity.writePem(folder);
            identity.writePkcs12(folder, PASSWORD.toCharArray());
        }
    }

    static File certificate(Path folder, NodeId node) {
        return folder.resolve(node + ".crt").toFile();
    }

    static File key(Path folder, NodeId node) {
        return folder.resolve(node + ".key").toFile();
    }

    static File trust(Path folder, NodeId node) {
        return folder.resolve(node + "-trust.crt").toFile();
    }

    static File keyStore(Path folder, NodeId node) {
        return folder.resolve(node + ".p12").toFile();
    }

    static File trustStore(Path folder, NodeId node) {
        return folder.resolve(node + "-trust.p12").toFile();
    }
}
