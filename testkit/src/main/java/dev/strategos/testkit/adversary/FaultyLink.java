package dev.strategos.testkit.adversary;

import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A link that is worse than the one below: it loses, repeats, reorders, replays and corrupts what goes out, over any transport, TCP too.
 *
 * <p>Each message is lost with one chance; else it goes out, and with another chance once more; each of these is held back with a third
 * chance for up to 20 ms, so that others overtake it. Where it replays or corrupts, it is an adversary's: an arbitrary link, whatever the
 * one below is. Everything is drawn from the source of randomness alone. {@link InterceptedChannels} puts it below a program that knows
 * nothing of it.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * Stackable bad = FaultyLink.over(FairLossLink.over(env.open("orders")), env.random()).losing(0.3).repeating(0.2);
 * ReliableLink link = ReliableLink.over(bad, ReliableConfig.defaults());
 * }</pre>
 */
public final class FaultyLink extends InterceptingLink {

    /** How many messages to each recipient are remembered for replays. */
    private static final int MEMORY = 64;

    private final RandomGenerator random;
    private double loss;
    private double duplication;
    private double reordering;
    private double replay;
    private double corruption;
    private Duration longestHold = Duration.ofMillis(20);
    private final Map<NodeId, List<ByteBuffer>> past = new LinkedHashMap<>();

    private FaultyLink(Stackable below, RandomGenerator random) {
        super(below);
        this.random = random;
    }

    /**
     * A link on which nothing goes wrong yet.
     *
     * @param below the link
     * @param random where chance comes from, such as {@code env.random()}
     * @return the link
     */
    public static FaultyLink over(Stackable below, RandomGenerator random) {
        return new FaultyLink(below, random);
    }

    /**
     * Loses messages.
     *
     * @param chance of each message, 0 to 1
     * @return this
     * @throws IllegalArgumentException if the chance is out of range
     */
    public FaultyLink losing(double chance) {
        loss = checked("losing", chance);
        return this;
    }

    /**
     * Sends messages twice.
     *
     * @param chance of each message, 0 to 1
     * @return this
     * @throws IllegalArgumentException if the chance is out of range
     */
    public FaultyLink repeating(double chance) {
        duplication = checked("repeating", chance);
        return this;
    }

    /**
     * Holds messages back, so that others overtake them.
     *
     * @param chance of each message, 0 to 1
     * @return this
     * @throws IllegalArgumentException if the chance is out of range
     */
    public FaultyLink reordering(double chance) {
        reordering = checked("reordering", chance);
        return this;
    }

    /**
     * Sends an earlier message to the same recipient again, after this one.
     *
     * @param chance at each message, 0 to 1
     * @return this
     * @throws IllegalArgumentException if the chance is out of range
     */
    public FaultyLink replaying(double chance) {
        replay = checked("replaying", chance);
        return this;
    }

    /**
     * Inverts one bit of a message.
     *
     * @param chance of each message, 0 to 1
     * @return this
     * @throws IllegalArgumentException if the chance is out of range
     */
    public FaultyLink corrupting(double chance) {
        corruption = checked("corrupting", chance);
        return this;
    }

    /**
     * How long a message is held back at most, where it is.
     *
     * @param most above zero; default 20 ms
     * @return this
     * @throws IllegalArgumentException if it is not above zero
     */
    public FaultyLink holdingFor(Duration most) {
        if (most.isZero() || most.isNegative()) {
            throw new IllegalArgumentException("most: must be above zero, but was " + most);
        }
        longestHold = most;
        return this;
    }

    @Override
    public SystemModel model() {
        return replay > 0 || corruption > 0 ? super.model().withNetwork(NetworkModel.ARBITRARY) : super.model();
    }

    private static double checked(String what, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(what + ": must be within 0 to 1, but was " + chance);
        }
        return chance;
    }

    @Override
    void intercept(NodeId to, ByteBuffer message) {
        if (happens(loss)) {
            return;
        }
        ByteBuffer sent = happens(corruption) && message.hasRemaining() ? corrupted(message) : message;
        for (int copies = happens(duplication) ? 2 : 1; copies > 0; copies--) {
            if (happens(reordering)) {
                Duration hold = Duration.ofNanos(random.nextLong(longestHold.toNanos()));
                environment().schedule(hold, () -> sendBelow(to, sent));
            } else {
                sendBelow(to, sent);
            }
        }
        if (replay > 0) {
            replayTo(to, message);
        }
    }

    private void replayTo(NodeId to, ByteBuffer message) {
        List<ByteBuffer> earlier = past.computeIfAbsent(to, each -> new ArrayList<>());
        if (!earlier.isEmpty() && happens(replay)) {
            sendBelow(to, earlier.get(random.nextInt(earlier.size())));
        }
        if (earlier.size() < MEMORY) {
            earlier.add(message);
        } else {
            earlier.set(random.nextInt(MEMORY), message);
        }
    }

    private ByteBuffer corrupted(ByteBuffer message) {
        ByteBuffer copy = ByteBuffer.allocate(message.remaining())
                .put(message.duplicate())
                .flip();
        int at = random.nextInt(copy.remaining());
        return copy.put(at, (byte) (copy.get(at) ^ 1 << random.nextInt(8)));
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }
}
