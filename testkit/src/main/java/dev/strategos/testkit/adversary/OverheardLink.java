package dev.strategos.testkit.adversary;

import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A link to which somebody listens: every message that goes out is told, and goes out unchanged.
 *
 * <p>For the loop's thread only.
 */
public final class OverheardLink extends InterceptingLink {

    private final Consumer<ByteBuffer> listener;

    private OverheardLink(Stackable below, Consumer<ByteBuffer> listener) {
        super(below);
        this.listener = listener;
    }

    /**
     * Listens to a link.
     *
     * @param below the link
     * @param listener told of every message, as bytes of its own
     * @return the link to build on
     */
    public static OverheardLink over(Stackable below, Consumer<ByteBuffer> listener) {
        return new OverheardLink(below, listener);
    }

    @Override
    void intercept(NodeId to, ByteBuffer message) {
        listener.accept(message.asReadOnlyBuffer());
        sendBelow(to, message);
    }
}
