package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Equivocation;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.Signer;
import dev.strategos.byzantine.Verifier;
import dev.strategos.byzantine.broadcast.ConsistentMessage.SignedEcho;
import dev.strategos.byzantine.signing.EchoStatement;
import dev.strategos.core.NodeId;

/** What is signed in an echo, under one configuration. */
final class EchoSeal {

    private final String protocol;
    private final Bytes groupHash;
    private final Verifier verifier;

    EchoSeal(String protocol, Bytes groupHash, Verifier verifier) {
        this.protocol = protocol;
        this.groupHash = groupHash;
        this.verifier = verifier;
    }

    SignedEcho sign(InstanceId instance, Bytes value, NodeId echoer, Signer signer) {
        return new SignedEcho(echoer, signer.sign(statement(instance, value, echoer)));
    }

    boolean verify(InstanceId instance, Bytes value, SignedEcho echo) {
        return verifier.verify(echo.echoer(), statement(instance, value, echo.echoer()), echo.signature());
    }

    Equivocation equivocation(
            InstanceId instance, NodeId accused, Equivocation.Signed first, Equivocation.Signed second) {
        return new Equivocation(Equivocation.Act.ECHO, protocol, groupHash, instance, accused, first, second);
    }

    private Bytes statement(InstanceId instance, Bytes value, NodeId echoer) {
        return Bytes.of(EchoStatement.of(
                verifier.suite(),
                groupHash.buffer(),
                protocol,
                instance.starter(),
                instance.counter(),
                value.buffer(),
                echoer));
    }
}
