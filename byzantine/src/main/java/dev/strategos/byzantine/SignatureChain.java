package dev.strategos.byzantine;

import dev.strategos.byzantine.signing.Statement;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is signed in SM(m), and by whom.
 *
 * <p>A signature binds the suite, the group's hash (with generals, keys and default value), the algorithm with its m, the instance, the
 * commander, the order, the signer's name and all signatures before it. So none can be used in another agreement, at another place of
 * a chain, or under another order.
 */
final class SignatureChain {

    private static final String DOMAIN = "strategos signed order 1";

    private final String suite;
    private final String protocol;
    private final Bytes groupHash;
    private final Verifier verifier;

    SignatureChain(String protocol, Bytes groupHash, Verifier verifier) {
        this.suite = verifier.suite();
        this.protocol = protocol;
        this.groupHash = groupHash;
        this.verifier = verifier;
    }

    /** The order under the first signature, the commander's. */
    SignedMessage first(InstanceId instance, NodeId commander, Bytes order, Signer signer) {
        return new SignedMessage(
                instance, commander, order, List.of(sign(instance, commander, order, List.of(), commander, signer)));
    }

    /** The message under one more signature. */
    SignedMessage extend(SignedMessage message, NodeId general, Signer signer) {
        List<SignedMessage.Signed> chain = new ArrayList<>(message.chain());
        chain.add(sign(message.instance(), message.commander(), message.value(), message.chain(), general, signer));
        return new SignedMessage(message.instance(), message.commander(), message.value(), chain);
    }

    /** The general's signature under the order and all signatures before. */
    SignedMessage.Signed sign(
            InstanceId instance,
            NodeId commander,
            Bytes order,
            List<SignedMessage.Signed> before,
            NodeId general,
            Signer signer) {
        return new SignedMessage.Signed(general, signer.sign(statement(instance, commander, order, before, general)));
    }

    /** Whether the signature at this place of the chain is valid. */
    boolean verify(SignedMessage message, int place) {
        SignedMessage.Signed signed = message.chain().get(place);
        Bytes statement = statement(
                message.instance(),
                message.commander(),
                message.value(),
                message.chain().subList(0, place),
                signed.signer());
        return verifier.verify(signed.signer(), statement, signed.signature());
    }

    private Bytes statement(
            InstanceId instance, NodeId commander, Bytes order, List<SignedMessage.Signed> before, NodeId general) {
        return statement(suite, groupHash, protocol, instance, commander, order, before, general);
    }

    /** What a general signs under an order and the signatures before its own. */
    static Bytes statement(
            String suite,
            Bytes groupHash,
            String protocol,
            InstanceId instance,
            NodeId commander,
            Bytes order,
            List<SignedMessage.Signed> before,
            NodeId general) {
        Statement statement = new Statement()
                .text(DOMAIN)
                .text(suite)
                .bytes(groupHash.buffer())
                .text(protocol)
                .text(instance.starter().name())
                .number(instance.counter())
                .text(commander.name())
                .bytes(order.buffer())
                .number(before.size());
        for (SignedMessage.Signed earlier : before) {
            statement.text(earlier.signer().name()).bytes(earlier.signature().buffer());
        }
        return Bytes.of(statement.text(general.name()).toArray());
    }
}
