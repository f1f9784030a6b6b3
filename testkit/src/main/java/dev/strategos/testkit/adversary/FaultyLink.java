package dev.strategos.testkit.adversary;

import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A fair-loss link that is worse than the one below: it loses, repeats and reorders what goes out, over any transport, TCP too.
 *
 * <p>Each message is lost with one chance; else it goes out, and with another chance once more; each of these is held back with a third
 * chance for up to 20 ms, so that others overtake it. Put it right on a fair-loss link. Everything is drawn from the source of
 * randomness alone.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * Stackable bad = FaultyLink.over(FairLossLink.over(env.open("orders")), env.random()).losing(0.3).repeating(0.2);
 * ReliableLink link = ReliableLink.over(bad, ReliableConfig.defaults());
 * }</pre>
 */
public final class FaultyLink extends InterceptingLink {

    private static final int LONGEST_HOLD_NANOS = 20_000_000;

    private final RandomGenerator random;
    private double loss;
    private double duplication;
    private double reordering;

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
        for (int copies = happens(duplication) ? 2 : 1; copies > 0; copies--) {
            if (happens(reordering)) {
                Duration hold = Duration.ofNanos(random.nextInt(LONGEST_HOLD_NANOS));
                environment().schedule(hold, () -> sendBelow(to, message));
            } else {
                sendBelow(to, message);
            }
        }
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }
}
