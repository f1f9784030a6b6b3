package dev.strategos.benchmarks.peers;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.links.BatchingLink;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.MessageLink;
import dev.strategos.links.Outbox;
import dev.strategos.links.OutboxConfig;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ours, with default settings: application thread, outbox, FIFO link on reliable link, handler; with a batching link on top or without. */
final class Strategos implements Contestant {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable Path identities;

    private final boolean isBatching;

    private Strategos(@Nullable Path identities, boolean isBatching) {
        this.identities = identities;
        this.isBatching = isBatching;
    }

    static Strategos plain() {
        return new Strategos(null, false);
    }

    static Strategos batching() {
        return new Strategos(null, true);
    }

    static Strategos tls(Path identities) {
        return new Strategos(identities, false);
    }

    static Strategos batchingTls(Path identities) {
        return new Strategos(identities, true);
    }

    @Override
    public Listening listen(Arrivals arrivals) {
        NettyNode node = NettyNode.start(config(Identities.RECEIVER).build());
        run(node, arrivals);
        return new Listening(Addresses.text(node.address()), node);
    }

    @Override
    public End connect(String address, Arrivals arrivals) {
        NettyNode node = NettyNode.start(config(Identities.SENDER)
                .peer(Identities.RECEIVER, Addresses.of(address))
                .build());
        return new StrategosEnd(node, run(node, arrivals));
    }

    private NettyConfigBuilder config(NodeId self) {
        NettyConfigBuilder config = NettyConfig.builder(self)
                .cluster("benchmark")
                .group(Group.of(Identities.RECEIVER, Identities.SENDER))
                .listen(Addresses.anyPort());
        return identities == null
                ? config.plainText()
                : config.tls(TlsConfig.pem(
                        Identities.certificate(identities, self).toPath(),
                        Identities.key(identities, self).toPath(),
                        Identities.trust(identities, self).toPath()));
    }

    private Outbox<Payload> run(NettyNode node, Arrivals arrivals) {
        return node.run(env -> {
            FifoLink fifo = FifoLink.over(ReliableLink.over(
                    FairLossLink.trusting(env.open("benchmark"), "a benchmark on the loopback interface"),
                    ReliableConfig.defaults()));
            MessageLink<Payload> link =
                    MessageLink.over(isBatching ? BatchingLink.over(fifo) : fifo, new PayloadCodec());
            Payload reply = new Payload();
            link.onDeliver((from, message) -> {
                long answer = arrivals.arrived(message.number(), message.length());
                if (answer != Arrivals.NOTHING) {
                    link.send(from.id(), reply.set(answer, message.length()));
                }
            });
            return link.outbox(OutboxConfig.defaults());
        });
    }

    private record StrategosEnd(NettyNode node, Outbox<Payload> outbox, Payload payload) implements End {

        StrategosEnd(NettyNode node, Outbox<Payload> outbox) {
            this(node, outbox, new Payload());
        }

        @Override
        public void send(byte[] message) {
            outbox.send(Identities.RECEIVER, payload.wrap(message), PATIENCE);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
