package dev.strategos.testkit.adversary;

/**
 * What a traitor does with each message that the honest program above it sends: what it does not send goes out to nobody. {@link
 * Strategies} has the usual ones.
 *
 * <pre>{@code
 * Strategy<String> deafAndDumb = utterance -> {};
 * Strategy<String> twoFaced = utterance -> utterance.send(utterance.variants().get(utterance.recipientRank() % 2));
 * }</pre>
 *
 * @param <M> the protocol's messages
 */
@FunctionalInterface
public interface Strategy<M> {

    /**
     * Sends something in place of a message, or nothing.
     *
     * @param utterance the message, and hands to send with; may be kept for later, on the traitor's loop
     */
    void insteadOf(Utterance<M> utterance);
}
