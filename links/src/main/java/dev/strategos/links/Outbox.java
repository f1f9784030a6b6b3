package dev.strategos.links;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.SizedCodec;
import dev.strategos.core.Stackable;
import dev.strategos.core.WindowFullException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one thread-safe door to a link: application threads put messages in, the node's loop sends them.
 *
 * <p>Memory is bounded per peer, and a peer that stalls fills its own bound only. Messages to one peer keep the order of their offers.
 * A message is encoded in the caller's thread; by a {@link SizedCodec} without a buffer in between.
 * Once the link has taken a message, the link's promises hold for it. When the node ends first, what waits is gone; nothing more is
 * taken, and whoever waits is told by a {@link NodeEndedException}.
 *
 * <p>Any thread may call it, the loop's too, but the loop must not wait in {@link #send}. In virtual time use {@link #offer}: nothing
 * happens while a caller waits.
 *
 * <pre>{@code
 * Outbox<Order> orders = node.run(env -> MessageLink.over(fifo(env), codec).outbox(OutboxConfig.defaults()));
 * orders.send(payments, new Order(7), Duration.ofSeconds(1));
 * }</pre>
 *
 * @param <M> the messages
 */
public final class Outbox<M> {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Stackable link;
    private final Environment environment;
    private final Codec<M> codec;
    /** The codec, where it can write into the outbox itself. */
    private final @Nullable SizedCodec<M> sized;

    private final int maxBytes;
    private final Map<NodeId, OutboxQueue> queues = new LinkedHashMap<>();
    /** The queue asked for last, by any thread; all of them were there before any other thread was. */
    private @Nullable OutboxQueue latest;

    Outbox(Stackable link, Codec<M> codec, OutboxConfig config) {
        this.link = link;
        this.environment = link.environment();
        this.codec = codec;
        this.sized = codec instanceof SizedCodec<M> itself ? itself : null;
        this.maxBytes = link.maxBytes();
        for (NodeId peer : environment.group().others(environment.self())) {
            queues.put(peer, new OutboxQueue(link, link.to(peer), config.maxBytesPerPeer()));
        }
        environment.atEndOfLife(() -> queues.values().forEach(OutboxQueue::end));
    }

    /**
     * Puts a message in if there is room for it. Never waits.
     *
     * @param to a member of the group other than this node
     * @param message what to send
     * @return false if there is no room now, or the node has ended; then nothing will be sent
     * @throws IllegalArgumentException if the peer is not of the group, the codec does not take the message, or it is too long
     */
    public boolean offer(NodeId to, M message) {
        return offer(queue(to), message, null);
    }

    /**
     * Puts a message in, waiting for room if there is none.
     *
     * @param to a member of the group other than this node
     * @param message what to send
     * @param atMost how long to wait, zero or more
     * @throws NodeEndedException if the node has ended, or ends meanwhile
     * @throws SendTimeoutException if there was no room in time, or the thread was interrupted while it waited (it stays so)
     * @throws IllegalArgumentException if the peer is not of the group, the codec does not take the message, it is too long, or the
     *     time to wait is negative
     * @throws IllegalStateException if the caller is the loop and would have to wait
     */
    public void send(NodeId to, M message, Duration atMost) {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("atMost: must be zero or more, but was " + atMost);
        }
        OutboxQueue queue = queue(to);
        if (sized != null) {
            send(queue, message, checked(sized.encodedBytes(message)), sized, atMost);
        } else {
            ByteBuffer bytes = codec.encode(message);
            send(queue, bytes, checked(bytes.remaining()), EncodedBytes.CODEC, atMost);
        }
    }

    private <T> void send(OutboxQueue queue, T message, int length, SizedCodec<T> writer, Duration atMost) {
        if (queue.offer(message, length, writer, null)) {
            return;
        }
        if (queue.hasEnded()) {
            throw NodeEndedException.nothingSent(environment.self(), queue.peer());
        }
        if (environment.inLoop()) {
            throw new IllegalStateException(
                    "the loop must not wait for room to send to '" + queue.peer() + "': use offer there");
        }
        if (!queue.offerWithin(message, length, writer, nanos(atMost))) {
            if (queue.hasEnded()) {
                throw NodeEndedException.nothingSent(environment.self(), queue.peer());
            }
            throw new SendTimeoutException(queue.peer(), atMost);
        }
    }

    /**
     * Puts a message in if there is room for it, and says when the peer has acknowledged it.
     *
     * @param to a member of the group other than this node
     * @param message what to send
     * @return completes on the loop when the peer acknowledged; fails with {@link UndeterminedException} when it restarted or was given
     *     up before, with {@link NodeEndedException} when this node ended before, and with {@link WindowFullException} at once when
     *     there is no room
     * @throws IllegalArgumentException if the peer is not of the group, the codec does not take the message, or it is too long
     * @throws IllegalStateException if the link below does not acknowledge, as a fair-loss link does not
     */
    public CompletionStage<@Nullable Void> sendAcknowledged(NodeId to, M message) {
        if (!(link instanceof Confirming)) {
            throw new IllegalStateException("the link of channel '" + link.channel()
                    + "' does not acknowledge; build the outbox on a ReliableLink or a FifoLink");
        }
        CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();
        OutboxQueue queue = queue(to);
        if (!offer(queue, message, acknowledged)) {
            acknowledged.completeExceptionally(
                    queue.hasEnded()
                            ? NodeEndedException.nothingSent(environment.self(), to)
                            : new WindowFullException(to));
        }
        return acknowledged;
    }

    private OutboxQueue queue(NodeId to) {
        OutboxQueue last = latest;
        if (last != null && last.peer().equals(to)) {
            return last;
        }
        OutboxQueue queue = queues.get(Objects.requireNonNull(to, "to"));
        if (queue == null) {
            throw new IllegalArgumentException("to: must be one of " + queues.keySet() + ", but was '" + to + "'");
        }
        latest = queue;
        return queue;
    }

    private boolean offer(OutboxQueue queue, M message, @Nullable CompletableFuture<@Nullable Void> acknowledged) {
        if (sized != null) {
            return queue.offer(message, checked(sized.encodedBytes(message)), sized, acknowledged);
        }
        ByteBuffer bytes = codec.encode(message);
        return queue.offer(bytes, checked(bytes.remaining()), EncodedBytes.CODEC, acknowledged);
    }

    /** What is too long for a long is for ever. */
    private static long nanos(Duration duration) {
        return duration.compareTo(FOR_EVER) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private int checked(int length) {
        if (length > maxBytes) {
            throw new IllegalArgumentException(
                    "message: must be at most " + maxBytes + " bytes when encoded, but has " + length);
        }
        return length;
    }
}
