package dev.strategos.testkit.adversary;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that the honest program at a traitor wants to send, and what a {@link Strategy} may do in its place.
 *
 * <p>For the traitor's loop only.
 *
 * @param <M> the protocol's messages
 */
public final class Utterance<M> {

    private final TraitorLink<M> link;
    private final Conspiracy<M> conspiracy;
    private final NodeId to;
    private final M truth;
    private final ScriptRecorder.@Nullable Observed<M> observer;

    Utterance(TraitorLink<M> link, Conspiracy<M> conspiracy, NodeId to, M truth) {
        this(link, conspiracy, to, truth, null);
    }

    private Utterance(
            TraitorLink<M> link,
            Conspiracy<M> conspiracy,
            NodeId to,
            M truth,
            ScriptRecorder.@Nullable Observed<M> observer) {
        this.link = link;
        this.conspiracy = conspiracy;
        this.to = to;
        this.truth = truth;
        this.observer = observer;
    }

    /** The same, but somebody is told of what is sent to the recipient. */
    Utterance<M> observedBy(ScriptRecorder.Observed<M> witness) {
        return new Utterance<>(link, conspiracy, to, truth, witness);
    }

    /** What a message to the recipient states. */
    List<MessageLens.Statement> statements(M message) {
        return conspiracy.lens().statements(message, traitor(), to);
    }

    M restated(M message, List<String> values) {
        return conspiracy.lens().restated(message, values);
    }

    /**
     * Who is to send it.
     *
     * @return the traitor
     */
    public NodeId traitor() {
        return link.environment().self();
    }

    /**
     * Who is to get it.
     *
     * @return the recipient
     */
    public NodeId to() {
        return to;
    }

    /**
     * The recipient's place in the group.
     *
     * @return 0 to n−1
     */
    public int recipientRank() {
        return link.environment().group().rank(to);
    }

    /**
     * What the honest program says.
     *
     * @return the message
     */
    public M truth() {
        return truth;
    }

    /**
     * What could be said in its place.
     *
     * @return what the lens offers: at least one message, the truth may be among them
     */
    public List<M> variants() {
        return conspiracy.drawing(random -> conspiracy.lens().variants(truth, to, random));
    }

    /**
     * What this traitor knows and shares with the others.
     *
     * @return the conspiracy
     */
    public Conspiracy<M> conspiracy() {
        return conspiracy;
    }

    /**
     * A number drawn at random.
     *
     * @param bound above zero
     * @return 0 to bound−1
     */
    public int draw(int bound) {
        return conspiracy.drawing(random -> random.nextInt(bound));
    }

    /**
     * Sends a message to the recipient.
     *
     * @param message any message of the protocol
     */
    public void send(M message) {
        sendTo(to, message);
    }

    /**
     * Sends a message to anybody else.
     *
     * @param recipient a member of the group
     * @param message any message of the protocol
     */
    public void sendTo(NodeId recipient, M message) {
        if (observer != null && recipient.equals(to)) {
            observer.says(message);
        }
        link.sendBelow(recipient, conspiracy.lens().encode(message));
    }

    /** Sends the recipient bytes that are no message, as many as the truth has and at most eight. */
    public void sendMalformed() {
        if (observer != null) {
            observer.saysNonsense();
        }
        int length = Math.min(8, conspiracy.lens().encode(truth).remaining());
        byte[] bytes = conspiracy.drawing(random -> {
            byte[] drawn = new byte[length];
            random.nextBytes(drawn);
            return drawn;
        });
        link.sendBelow(to, ByteBuffer.wrap(bytes));
    }

    /**
     * Does something later, such as sending a message just before the deadline of its round, unless the node is down then.
     *
     * @param delay by the traitor's clock
     * @param action what is done
     */
    public void later(Duration delay, Runnable action) {
        link.environment().schedule(delay, action);
    }

    /** Such as {@code traitor → bob: attack}. */
    @Override
    public String toString() {
        return traitor() + " → " + to + ": " + truth;
    }
}
