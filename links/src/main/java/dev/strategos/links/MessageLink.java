package dev.strategos.links;

import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.SizedCodec;
import dev.strategos.core.Stackable;
import dev.strategos.core.Undetermined;
import dev.strategos.core.WindowFullException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The typed top of a ladder: messages of the application instead of bytes.
 *
 * <p>It promises what the link below promises. Bytes of a peer that do not decode are reported as a {@link Fault} and go no further.
 * For the loop's thread only; application threads go through its {@link #outbox}.
 *
 * <pre>{@code
 * MessageLink<String> link = MessageLink.over(fifo, Codec.utf8());
 * link.onDeliver((from, text) -> link.send(from.id(), "you said " + text));
 * }</pre>
 *
 * @param <M> the messages
 */
public final class MessageLink<M> {

    private final Stackable link;
    private final Codec<M> codec;

    private MessageLink(Stackable link, Codec<M> codec) {
        this.link = link;
        this.codec = codec;
    }

    /**
     * A typed link.
     *
     * @param link any rung; it belongs to the typed link from now on
     * @param codec how messages become bytes
     * @param <M> the messages
     * @return the typed link
     */
    public static <M> MessageLink<M> over(Stackable link, Codec<M> codec) {
        return new MessageLink<>(Objects.requireNonNull(link, "link"), Objects.requireNonNull(codec, "codec"));
    }

    /**
     * Sends a message if there is room for it.
     *
     * @param to a member of the group other than this node
     * @param message what to send
     * @return false if there is no room now; then nothing was sent, and {@link #whenReady} tells when to try again
     * @throws IllegalArgumentException if the codec does not take the message, or it is too long for the link
     */
    public boolean offer(NodeId to, M message) {
        if (!(codec instanceof SizedCodec<M> sized)) {
            return link.offer(to, codec.encode(message));
        }
        ByteBuffer room = link.claim(to, sized.encodedBytes(message));
        if (room == null) {
            return false;
        }
        boolean written = false;
        try {
            sized.encode(message, room);
            written = !room.hasRemaining();
        } finally {
            if (!written) {
                link.abandon();
            }
        }
        if (!written) {
            throw new IllegalStateException("the codec wrote less than it promised: " + codec);
        }
        link.commit();
        return true;
    }

    /**
     * Sends a message, where the caller knows that there is room.
     *
     * @param to a member of the group other than this node
     * @param message what to send
     * @throws WindowFullException if there is no room now; then nothing was sent
     * @throws IllegalArgumentException if the codec does not take the message, or it is too long for the link
     */
    public void send(NodeId to, M message) {
        if (!offer(to, message)) {
            throw new WindowFullException(to);
        }
    }

    /**
     * Runs an action once there is room again after an {@code offer} was refused.
     *
     * @param to a member of the group other than this node
     * @param action runs once, on the loop
     */
    public void whenReady(NodeId to, Runnable action) {
        link.to(to).whenReady(action);
    }

    /**
     * Pushes back: takes nothing more from a peer until {@link #resumeDelivery}; see {@link dev.strategos.core.Lane#pauseDelivery}.
     *
     * @param from a member of the group other than this node
     * @throws UnsupportedOperationException if the link cannot make its peer wait: a reliable link and those on it can
     */
    public void pauseDelivery(NodeId from) {
        link.to(from).pauseDelivery();
    }

    /**
     * Takes messages from a peer again.
     *
     * @param from a member of the group other than this node
     * @throws UnsupportedOperationException if the link cannot make its peer wait
     */
    public void resumeDelivery(NodeId from) {
        link.to(from).resumeDelivery();
    }

    /**
     * Says who gets what arrives.
     *
     * @param handler takes the place of an earlier one
     */
    public void onDeliver(MessageHandler<? super M> handler) {
        Objects.requireNonNull(handler, "handler");
        link.onDeliver((from, bytes) -> {
            M message;
            try {
                message = codec.decode(bytes);
            } catch (MalformedMessageException e) {
                link.environment()
                        .report(new Fault(
                                from.id(),
                                Fault.Kind.MALFORMED_MESSAGE,
                                "channel '" + link.channel() + "': " + e.getMessage()));
                return;
            }
            handler.deliver(from, message);
        });
    }

    /**
     * Says who is told about peers. What a link hands back as undetermined are encoded messages; {@link #forEach} decodes them.
     *
     * @param listener takes the place of an earlier one
     */
    public void onPeer(PeerListener listener) {
        link.onPeer(listener);
    }

    /**
     * Decodes what a link handed back as undetermined.
     *
     * @param undetermined from {@link PeerListener#onRestarted} or {@link PeerListener#onGaveUp}, during that call
     * @param action gets each message, in the order in which they were sent
     */
    public void forEach(Undetermined undetermined, Consumer<? super M> action) {
        undetermined.forEach(bytes -> {
            try {
                action.accept(codec.decode(bytes));
            } catch (MalformedMessageException e) {
                throw new IllegalStateException("the codec does not read what it wrote: " + codec, e);
            }
        });
    }

    /**
     * The thread-safe door to this link.
     *
     * @param config its settings
     * @return a new outbox
     */
    public Outbox<M> outbox(OutboxConfig config) {
        link.environment().requireLoop("MessageLink.outbox");
        return new Outbox<>(link, codec, config);
    }

    /**
     * The link below.
     *
     * @return the rung that this one was stacked on
     */
    public Stackable link() {
        return link;
    }
}
