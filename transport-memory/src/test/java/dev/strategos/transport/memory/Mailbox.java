package dev.strategos.transport.memory;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program that keeps what it hears, for tests in virtual time. */
final class Mailbox {

    final Environment env;
    final Wire wire;
    final List<String> received = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<String> news = new ArrayList<>();

    private Mailbox(Environment env) {
        this.env = env;
        this.wire = env.open("mail");
        wire.onDeliver((from, message) -> {
            received.add(from + " " + StandardCharsets.UTF_8.decode(message.duplicate()));
            times.add(env.clock().nanos());
        });
        wire.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                news.add("up " + peer);
            }

            @Override
            public void onDown(Peer peer) {
                news.add("down " + peer);
            }
        });
    }

    /** Runs it at a node; the list gets one mailbox per life. */
    static List<Mailbox> at(MemoryNetwork network, String node) {
        List<Mailbox> lives = new ArrayList<>();
        network.node(node).run(env -> lives.add(new Mailbox(env)));
        return lives;
    }

    static Mailbox of(MemoryNetwork network, String node) {
        return at(network, node).get(0);
    }

    void send(MemoryNetwork network, String to, String... messages) {
        network.node(env.self()).execute(() -> {
            for (String message : messages) {
                wire.send(NodeId.of(to), ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            }
        });
    }
}
