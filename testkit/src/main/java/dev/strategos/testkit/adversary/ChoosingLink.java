package dev.strategos.testkit.adversary;

import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes a traitor of an honest program, whose every message is replaced by what a {@link Chooser} takes from an alphabet: for an
 * exploration of all its strategies. What it chooses may depend on all that it has seen, since the exploration tries every choice after
 * everything that came before.
 *
 * <p>It goes on top of the links, right below the protocol. For the loop's thread only.
 *
 * <pre>{@code
 * Stackable link = ChoosingLink.over(wire, lens, LieAlphabet.of(lens, late), scene);
 * var traitor = OralMessages.over(link, config, 1);
 * }</pre>
 *
 * @param <M> the protocol's messages
 */
public final class ChoosingLink<M> extends InterceptingLink {

    private final MessageLens<M> lens;
    private final LieAlphabet<M> alphabet;
    private final Chooser chooser;

    private ChoosingLink(Stackable below, MessageLens<M> lens, LieAlphabet<M> alphabet, Chooser chooser) {
        super(below);
        this.lens = lens;
        this.alphabet = alphabet;
        this.chooser = chooser;
    }

    /**
     * Lies on top of a link.
     *
     * @param below the link
     * @param lens how the protocol above speaks
     * @param alphabet what may be sent instead of a message
     * @param chooser who chooses among it
     * @param <M> the protocol's messages
     * @return the link to build the protocol on
     */
    public static <M> ChoosingLink<M> over(
            Stackable below, MessageLens<M> lens, LieAlphabet<M> alphabet, Chooser chooser) {
        return new ChoosingLink<>(below, lens, alphabet, chooser);
    }

    @Override
    void intercept(NodeId to, ByteBuffer message) {
        List<Lie> lies = alphabet.lies(decoded(to, message), to);
        Lie lie = lies.get(chooser.choose(
                environment().self() + "→" + to, lies.stream().map(Lie::name).toList()));
        if (lie.delay().isZero()) {
            lie.messages().forEach(bytes -> sendBelow(to, bytes));
        } else {
            environment().schedule(lie.delay(), () -> lie.messages().forEach(bytes -> sendBelow(to, bytes)));
        }
    }

    private M decoded(NodeId to, ByteBuffer message) {
        try {
            return lens.decode(message.duplicate());
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("the lens does not read what the protocol above sends to '" + to + "'", e);
        }
    }
}
