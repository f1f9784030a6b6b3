package dev.strategos.transport.netty;

import dev.strategos.core.Environment;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** One channel of one node: keeps what it hears, speaks from the test's thread. */
final class Talker {

    private final Node node;
    private final Environment environment;
    private final Wire wire;
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> news = new CopyOnWriteArrayList<>();
    final List<Peer> up = new CopyOnWriteArrayList<>();

    private Talker(Node node, Environment environment, String channel) {
        this.node = node;
        this.environment = environment;
        this.wire = environment.open(channel);
        wire.onDeliver(
                (from, message) -> received.add(from.id() + ":" + StandardCharsets.UTF_8.decode(message.duplicate())));
        wire.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                news.add("up " + peer);
                up.add(peer);
            }

            @Override
            public void onDown(Peer peer) {
                news.add("down " + peer);
                up.remove(peer);
            }
        });
    }

    static Talker on(Node node) {
        return on(node, "talk");
    }

    static Talker on(Node node, String channel) {
        return node.run(environment -> new Talker(node, environment, channel));
    }

    boolean sees(String name) {
        return up.stream().anyMatch(peer -> peer.id().name().equals(name));
    }

    boolean offer(String to, String message) {
        return call(wire -> offerHere(to, message));
    }

    /** Offers from the loop itself. */
    boolean offerHere(String to, String message) {
        return wire.offer(NodeId.of(to), ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** Runs an action on the loop and waits for its end. */
    <T> T call(Function<Wire, T> action) {
        return node.run(any -> action.apply(wire));
    }

    <T> T onLoop(Supplier<T> action) {
        return node.run(any -> action.get());
    }

    Environment environment() {
        return environment;
    }

    Peer self() {
        return new Peer(environment.self(), environment.incarnation());
    }
}
