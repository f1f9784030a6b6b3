package dev.strategos.byzantine.signing;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;

/** What a general signs who echoes a broadcast: whose broadcast it is, which of them, and what it heard. */
public final class EchoStatement {

    private static final String DOMAIN = "strategos signed echo 1";

    private EchoStatement() {}

    /** The bytes to sign. */
    public static byte[] of(
            String suite,
            ByteBuffer groupHash,
            String protocol,
            NodeId sender,
            long counter,
            ByteBuffer value,
            NodeId echoer) {
        return new Statement()
                .text(DOMAIN)
                .text(suite)
                .bytes(groupHash)
                .text(protocol)
                .text(sender.name())
                .number(counter)
                .bytes(value)
                .text(echoer.name())
                .toArray();
    }
}
