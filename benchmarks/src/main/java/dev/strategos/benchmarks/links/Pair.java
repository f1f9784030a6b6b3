package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.links.Order.What;
import dev.strategos.benchmarks.peers.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The two connected ends of a contestant, in one process or in two. */
final class Pair implements AutoCloseable {

    private final Peers peer;
    private final EndProcess receiver;
    private final EndProcess sender;

    private Pair(Peers peer, EndProcess receiver, EndProcess sender) {
        this.peer = peer;
        this.receiver = receiver;
        this.sender = sender;
    }

    /** Starts the processes, and waits for nothing: several start side by side. */
    static Pair start(Peers peer, Layout layout, Path files, List<String> options) throws IOException {
        EndProcess receiver = new EndProcess(peer, "receiver", files, options);
        EndProcess sender = layout == Layout.TWO_JVMS ? new EndProcess(peer, "sender", files, options) : receiver;
        return new Pair(peer, receiver, sender);
    }

    void connect() throws IOException {
        String address = receiver.ask(Order.of(What.LISTEN), String.class);
        sender.ask(new Order(What.CONNECT, 0, 0, address), String.class);
    }

    Peers peer() {
        return peer;
    }

    /** Sends in one direction for a while. */
    Round send(int payload, long millis) throws IOException {
        receiver.ask(Order.of(What.EXPECT), String.class);
        sender.ask(new Order(What.SEND, payload, millis, null), Long.class);
        Received received = receiver.ask(Order.of(What.RECEIVED), Received.class);
        Usage both = sender == receiver
                ? received.usage()
                : received.usage().plus(sender.ask(Order.of(What.USAGE), Usage.class));
        return Round.of(received, both);
    }

    /** Sends one message to and fro for a while. */
    RoundTrips ping(int payload, long millis) throws IOException {
        return sender.ask(new Order(What.PING, payload, millis, null), RoundTrips.class);
    }

    @Override
    public void close() {
        receiver.close();
        sender.close();
    }
}
