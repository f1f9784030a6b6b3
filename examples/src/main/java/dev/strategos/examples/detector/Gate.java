package dev.strategos.examples.detector;

import dev.strategos.core.Delivery;
import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.SystemModel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lets everything through, or nothing either way: a partition above TCP. Claims only. */
final class Gate implements Stackable {

    private final Stackable below;
    private boolean closed;
    private boolean dropping;

    Gate(Stackable below) {
        this.below = below;
    }

    void close() {
        closed = true;
    }

    void open() {
        closed = false;
    }

    @Override
    public void onDeliver(Delivery handler) {
        below.onDeliver((from, message) -> {
            if (!closed) {
                handler.deliver(from, message);
            }
        });
    }

    @Override
    public @Nullable ByteBuffer claim(NodeId to, int bytes) {
        dropping = closed;
        return dropping ? ByteBuffer.allocate(bytes) : below.claim(to, bytes);
    }

    @Override
    public void commit() {
        if (!dropping) {
            below.commit();
        }
    }

    @Override
    public void abandon() {
        if (!dropping) {
            below.abandon();
        }
    }

    @Override
    public Lane to(NodeId peer) {
        return below.to(peer);
    }

    @Override
    public void onPeer(PeerListener listener) {
        below.onPeer(listener);
    }

    @Override
    public SystemModel model() {
        return below.model();
    }

    @Override
    public int maxBytes() {
        return below.maxBytes();
    }

    @Override
    public Environment environment() {
        return below.environment();
    }

    @Override
    public String channel() {
        return below.channel();
    }
}
