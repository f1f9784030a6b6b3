package org.example.consumer;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;

/** Signs an order, and verifies it. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        NodeId alice = NodeId.of("alice");
        Ed25519.Key key = Ed25519.generate(new SecureRandom());
        Bytes order = Bytes.of("attack".getBytes(StandardCharsets.UTF_8));
        boolean signed = Ed25519.verifier(Map.of(alice, key.publicKey())).verify(alice, order, key.sign(order));
        System.out.println("the order of alice is " + (signed ? "signed" : "forged"));
    }
}
