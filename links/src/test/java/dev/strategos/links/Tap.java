package dev.strategos.links;

import dev.strategos.core.Delivery;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Peer;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.MemoryNetwork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An adversary on the wire: records what arrives at node b, loses and injects what it likes, in a's name. */
final class Tap {

    boolean record;
    /** What b never sees. */
    Predicate<ByteBuffer> lose = frame -> false;

    final List<byte[]> seen = new ArrayList<>();
    private Delivery handler = (from, frame) -> {};

    Wire on(Wire wire) {
        return (Wire) Proxy.newProxyInstance(
                Wire.class.getClassLoader(), new Class<?>[] {Wire.class}, (self, method, arguments) -> {
                    if (method.getName().equals("onDeliver")) {
                        handler = (Delivery) arguments[0];
                        wire.onDeliver(this::arrived);
                        return null;
                    }
                    try {
                        return method.invoke(wire, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void arrived(Peer from, ByteBuffer frame) {
        if (record) {
            byte[] copy = new byte[frame.remaining()];
            frame.duplicate().get(copy);
            seen.add(copy);
        }
        if (!lose.test(frame.duplicate())) {
            handler.deliver(from, frame);
        }
    }

    void inject(MemoryNetwork network, byte[] frame) {
        Peer claimed = new Peer(TwoNodes.A, new Incarnation(1));
        network.node(TwoNodes.B)
                .execute(() -> handler.deliver(claimed, ByteBuffer.wrap(frame).asReadOnlyBuffer()));
        network.runFor(Duration.ofMillis(5));
    }
}
