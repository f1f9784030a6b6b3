package dev.strategos.testkit.adversary;

import dev.strategos.core.Delivery;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The link of a traitor: it goes on top of the links, right below an honest protocol, and says what a {@link Strategy} says. What comes in
 * is told to the {@link Conspiracy} and handed on. {@link Conspiracy#join} makes one.
 *
 * <p>Needs the contracts of links only, so it works on any host. For the loop's thread only.
 *
 * @param <M> the protocol's messages
 */
public final class TraitorLink<M> extends InterceptingLink {

    private final Conspiracy<M> conspiracy;
    private final Strategy<M> strategy;

    TraitorLink(Stackable below, Conspiracy<M> conspiracy, Strategy<M> strategy) {
        super(below);
        this.conspiracy = conspiracy;
        this.strategy = strategy;
    }

    @Override
    void intercept(NodeId to, ByteBuffer truth) {
        M message = read(truth)
                .orElseThrow(() -> new IllegalStateException(
                        "the lens does not read what the protocol above sends to '" + to + "'"));
        strategy.insteadOf(new Utterance<>(this, conspiracy, to, message));
    }

    @Override
    public void onDeliver(Delivery handler) {
        super.onDeliver((Peer from, ByteBuffer message) -> {
            read(message).ifPresent(heard -> conspiracy.hears(environment().self(), from.id(), heard));
            handler.deliver(from, message);
        });
    }

    private Optional<M> read(ByteBuffer bytes) {
        try {
            return Optional.of(conspiracy.lens().decode(bytes.duplicate()));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
