package dev.strategos.examples.logged;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.LogEntry;
import dev.strategos.links.LoggedConfig;
import dev.strategos.links.LoggedLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.storage.mvstore.MvStorage;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A process of its own: the sender offers the numbers from 0 on over a logged link, each once over all its lives; the receiver says how far
 * its log goes, and whether it is exactly these numbers.
 */
final class LoggedNode {

    static final NodeId SENDER = NodeId.of("sender");
    static final NodeId RECEIVER = NodeId.of("receiver");

    private static final Group GROUP = Group.of(SENDER, RECEIVER);
    private static final LoggedConfig CONFIG = new LoggedConfig(8, 1 << 16, 1 << 20, 1L << 30);

    private final Environment env;
    private final LoggedLink link;
    private final long messages;
    private long offered;
    private long seen;

    private LoggedNode(Environment env, long messages) {
        this.env = env;
        this.messages = messages;
        FairLossLink wire = FairLossLink.trusting(env.open("numbers"), "loopback of a test");
        this.link = LoggedLink.over(
                FifoLink.over(ReliableLink.over(wire, ReliableConfig.defaults())), env.storage(), CONFIG);
        link.onNewStream((sender, receiver, cause) -> System.out.println("wrong " + cause));
    }

    /** Arguments: own name, storage, the sender's port, the receiver's port, how many numbers. */
    public static void main(String[] args) throws IOException {
        NodeId self = NodeId.of(args[0]);
        NodeId other = self.equals(SENDER) ? RECEIVER : SENDER;
        NettyNode node = NettyNode.start(NettyConfig.builder(self)
                .cluster("logged")
                .group(GROUP)
                .plainText()
                .listen(address(self, args))
                .peer(other, address(other, args))
                .storage(executor -> MvStorage.open(Path.of(args[1]), executor))
                .build());
        node.run(env -> {
            LoggedNode logged = new LoggedNode(env, Long.parseLong(args[4]));
            if (self.equals(SENDER)) {
                logged.beginToSend();
            } else {
                logged.link.log().onAppended(logged::look);
                logged.look();
            }
            return logged;
        });
        // Ends with the test that started it, whatever becomes of that.
        System.in.read();
        Runtime.getRuntime().halt(0);
    }

    private static InetSocketAddress address(NodeId node, String[] args) {
        int port = Integer.parseInt(args[node.equals(SENDER) ? 2 : 3]);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void beginToSend() {
        ByteBuffer stored = env.storage().get("offered");
        offered = stored == null ? 0 : stored.getLong();
        send();
    }

    private void send() {
        while (offered < messages) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES).putLong(0, offered);
            if (!link.offer(RECEIVER, number, result -> {})) {
                link.whenReady(RECEIVER, this::send);
                return;
            }
            offered++;
            // Put in the turn of the offer, and so durable in the same commit, or neither is.
            env.storage().put("offered", ByteBuffer.allocate(Long.BYTES).putLong(0, offered));
        }
    }

    private void look() {
        for (LogEntry entry : link.log().read(seen, Integer.MAX_VALUE)) {
            if (entry.message().getLong() != entry.position()) {
                System.out.println("wrong at " + entry.position());
            }
            seen++;
        }
        System.out.println(seen);
    }
}
