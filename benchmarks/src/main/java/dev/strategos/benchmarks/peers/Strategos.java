package dev.strategos.benchmarks.peers;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
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

/** Ours, with default settings: application thread, outbox, FIFO link on reliable link, handler. */
final class Strategos implements Contestant {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable Path identities;

    private Strategos(@Nullable Path identities) {
        this.identities = identities;
    }

    static Strategos plain() {
        return new Strategos(null);
    }

    static Strategos tls(Path identities) {
        return new Strategos(identities);
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

    private static Outbox<Payload> run(NettyNode node, Arrivals arrivals) {
        return node.run(env -> {
            MessageLink<Payload> link = MessageLink.over(
                    FifoLink.over(ReliableLink.over(
                            FairLossLink.trusting(env.open("benchmark"), "a benchmark on the loopback interface"),
                            ReliableConfig.defaults())),
                    new PayloadCodec());
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
