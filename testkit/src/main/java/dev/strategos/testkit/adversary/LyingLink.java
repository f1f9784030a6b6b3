package dev.strategos.testkit.adversary;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a traitor of an honest program: each message that it sends is replaced by one that the lens holds to be a lie.
 *
 * <p>Every message is replaced by exactly one, drawn at random for each recipient anew, so that different recipients hear different
 * things; what arrives is left alone. With {@link #withholding} some messages are not sent at all.
 *
 * <p>It goes on top of the links, right below the protocol. What goes out depends on the source of randomness alone: the same seed
 * tells the same lies. A random traitor is a weak one; that a protocol withstands it proves little.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * Stackable link = LyingLink.over(fifo, OralMessages.lens(config, 1, List.of("attack", "retreat")), env.random());
 * var traitor = OralMessages.over(link, config, 1);
 * }</pre>
 *
 * @param <M> the protocol's messages
 */
public final class LyingLink<M> extends InterceptingLink {

    private final MessageLens<M> lens;
    private final RandomGenerator random;
    private final double withheld;

    private LyingLink(Stackable below, MessageLens<M> lens, RandomGenerator random, double withheld) {
        super(below);
        this.lens = lens;
        this.random = random;
        this.withheld = withheld;
    }

    /**
     * Lies on top of a link.
     *
     * @param below the link
     * @param lens how the protocol above speaks, and lies
     * @param random where choices come from, such as {@code env.random()}
     * @param <M> the protocol's messages
     * @return the link to build the protocol on
     */
    public static <M> LyingLink<M> over(Stackable below, MessageLens<M> lens, RandomGenerator random) {
        return new LyingLink<>(below, lens, random, 0);
    }

    /**
     * The same liar, but some messages are not sent. Choose it before the protocol is built.
     *
     * @param chance of each message, 0 to 1
     * @return the changed copy, to build the protocol on
     * @throws IllegalArgumentException if the chance is out of range
     */
    public LyingLink<M> withholding(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("chance: must be within 0 to 1, but was " + chance);
        }
        return new LyingLink<>(below(), lens, random, chance);
    }

    /** The message to send instead; null to send none. */
    private @Nullable ByteBuffer lie(NodeId to, ByteBuffer truth) {
        M message;
        try {
            message = lens.decode(truth.duplicate());
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("the lens does not read what the protocol above sends to '" + to + "'", e);
        }
        if (withheld > 0 && random.nextDouble() < withheld) {
            return null;
        }
        List<M> variants = lens.variants(message, to, random);
        return lens.encode(variants.get(random.nextInt(variants.size())));
    }

    @Override
    void intercept(NodeId to, ByteBuffer truth) {
        ByteBuffer lie = lie(to, truth);
        if (lie != null) {
            sendBelow(to, lie);
        }
    }
}
