package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.Timer;
import dev.strategos.core.WindowFullException;
import dev.strategos.core.model.Assumptions;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stubborn link: what is sent is delivered again and again, until its sender stops it (Cachin, Guerraoui, Rodrigues, Module 2.2,
 * Algorithm 2.1 "Retransmit Forever").
 *
 * <p><b>Assumes</b> a fair-loss link below. <b>Promises</b> that a message which is sent and never stopped is delivered infinitely often,
 * if neither end crashes; nothing is made up. <b>Does not promise</b> that it is delivered once, or in order: a {@link ReliableLink} does
 * the former, and stops by itself.
 *
 * <p>One timer for all messages; memory is bounded by {@link StubbornConfig}. For the loop's thread only.
 *
 * <pre>{@code
 * StubbornLink link = StubbornLink.over(FairLossLink.over(env.open("alarm")), StubbornConfig.defaults());
 * Repetition alarm = link.send(guard, message);
 * link.onDeliver((from, answer) -> alarm.stop());
 * }</pre>
 */
public final class StubbornLink {

    private static final Assumptions ASSUMES = Assumptions.of("StubbornLink").network(NetworkModel.FAIR_LOSS);

    private final Stackable below;
    private final Environment environment;
    private final StubbornConfig config;
    private final Set<Repeated> repeated = new LinkedHashSet<>();
    private long bytes;
    private @Nullable Timer timer;

    private StubbornLink(Stackable below, StubbornConfig config) {
        this.below = below;
        this.environment = below.environment();
        this.config = config;
    }

    /**
     * A stubborn link on a fair-loss link.
     *
     * @param below a link whose network is fair-loss or better; it belongs to this link from now on
     * @param config its settings
     * @return the link
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link below is arbitrary
     */
    public static StubbornLink over(Stackable below, StubbornConfig config) {
        ASSUMES.check(below.model());
        return new StubbornLink(below, Objects.requireNonNull(config, "config"));
    }

    /**
     * What holds above this link.
     *
     * @return the model of the link below; repeating is no axis of it
     */
    public SystemModel model() {
        return below.model();
    }

    /**
     * The longest message that this link takes.
     *
     * @return bytes
     */
    public int maxBytes() {
        return Math.min(below.maxBytes(), config.maxBytes());
    }

    /**
     * Sends a message now and at every interval, if there is room for it.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @return stops it; null if there is no room now
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    public @Nullable Repetition offer(NodeId to, ByteBuffer message) {
        environment.requireLoop("StubbornLink.offer");
        if (message.remaining() > maxBytes()) {
            throw new IllegalArgumentException(
                    "message: must be at most " + maxBytes() + " bytes, but has " + message.remaining());
        }
        below.to(to);
        if (repeated.size() >= config.maxMessages() || bytes + message.remaining() > config.maxBytes()) {
            return null;
        }
        ByteBuffer copy = ByteBuffer.allocate(message.remaining())
                .put(message.duplicate())
                .flip();
        Repeated repetition = new Repeated(to, copy);
        repeated.add(repetition);
        bytes += copy.remaining();
        repetition.again();
        arm();
        return repetition;
    }

    /**
     * Sends a message now and at every interval, where the caller knows that there is room.
     *
     * @param to a member of the group other than this node
     * @param message from its position to its limit; unchanged, and free for reuse on return
     * @return stops it
     * @throws WindowFullException if there is no room now
     * @throws IllegalArgumentException if the message is longer than {@link #maxBytes()} or the peer is not of the group
     */
    public Repetition send(NodeId to, ByteBuffer message) {
        Repetition repetition = offer(to, message);
        if (repetition == null) {
            throw new WindowFullException(to);
        }
        return repetition;
    }

    /**
     * Says who gets what arrives.
     *
     * @param handler takes the place of an earlier one
     */
    public void onDeliver(Delivery handler) {
        below.onDeliver(handler);
    }

    /**
     * Says who is told about peers.
     *
     * @param listener takes the place of an earlier one
     */
    public void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }

    /**
     * How many messages are being repeated.
     *
     * @return at most {@link StubbornConfig#maxMessages()}
     */
    public int repetitions() {
        return repeated.size();
    }

    private void arm() {
        if (timer == null) {
            timer = environment.schedule(config.interval(), this::due);
        } else if (!timer.isArmed()) {
            timer.rearm(config.interval());
        }
    }

    private void due() {
        if (!repeated.isEmpty()) {
            arm();
        }
        new ArrayList<>(repeated).forEach(Repeated::again);
    }

    private final class Repeated implements Repetition {

        private final NodeId peer;
        private final ByteBuffer message;
        private long times;

        Repeated(NodeId peer, ByteBuffer message) {
            this.peer = peer;
            this.message = message;
        }

        /** A link below that has no room now has lost nothing: the next interval comes. */
        private void again() {
            if (below.offer(peer, message)) {
                times++;
            }
        }

        @Override
        public NodeId peer() {
            return peer;
        }

        @Override
        public long times() {
            return times;
        }

        @Override
        public void stop() {
            environment.requireLoop("Repetition.stop");
            if (repeated.remove(this)) {
                bytes -= message.remaining();
            }
        }
    }
}
