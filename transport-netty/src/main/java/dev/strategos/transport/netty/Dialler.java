package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials one peer until a connection lives, and again when it is lost, for ever. For the loop's thread only. */
final class Dialler {

    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

    private final NodeContext node;
    private final Cluster cluster;
    private final Remote remote;
    private final Backoff backoff;
    private @Nullable Future<?> wait;
    private @Nullable Connection attempt;
    private @Nullable ChannelFuture connecting;
    private boolean resolving;
    private boolean stopped;

    Dialler(NodeContext node, Cluster cluster, Remote remote) {
        this.node = node;
        this.cluster = cluster;
        this.remote = remote;
        this.backoff = new Backoff(node.config().reconnect(), node.random());
    }

    /** The connection that is being made, if there is one. */
    @Nullable
    Connection attempt() {
        return attempt;
    }

    void dial() {
        wait = null;
        if (stopped || remote.live() != null || attempt != null || connecting != null || resolving) {
            return;
        }
        InetSocketAddress address = lookUp();
        if (address == null) {
            redial();
        } else if (address.isUnresolved()) {
            resolve(address);
        } else {
            connect(address);
        }
    }

    private @Nullable InetSocketAddress lookUp() {
        try {
            return node.config().addresses().apply(remote.id());
        } catch (RuntimeException thrown) {
            node.programFailed("the address book", thrown);
            return null;
        }
    }

    private void resolve(InetSocketAddress address) {
        resolving = true;
        NodeId self = node.self().id();
        cluster.names().execute(() -> {
            InetSocketAddress found = new InetSocketAddress(address.getHostString(), address.getPort());
            node.loop().submit(() -> {
                resolving = false;
                if (found.isUnresolved()) {
                    LOG.debug("{}: no address for {} found", self, address);
                    redial();
                } else if (!stopped && remote.live() == null && attempt == null) {
                    connect(found);
                }
            });
        });
    }

    private void connect(InetSocketAddress address) {
        long millis = Math.max(1, node.config().greetingDeadline().toMillis());
        ChannelFuture future = new Bootstrap()
                .group(node.loop().group())
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) millis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        attempt = cluster.connection(channel, remote, () -> {});
                    }
                })
                .connect(address);
        connecting = future;
        future.addListener(done -> {
            if (connecting == future) {
                connecting = null;
            }
            if (!done.isSuccess()) {
                LOG.debug("{}: {} at {} does not answer: {}", node.self().id(), remote.id(), address, done.cause());
                Connection own = attempt;
                if (own != null && own.channel() == future.channel()) {
                    own.end();
                }
                redial();
            }
        });
    }

    /** An attempt has ended before it was open. */
    void failed(Connection connection) {
        if (attempt == connection) {
            attempt = null;
            connecting = null;
            redial();
        }
    }

    /** A connection is open, dialled from here or from there. */
    void connected(Connection connection) {
        backoff.reset();
        if (wait != null) {
            wait.cancel(false);
            wait = null;
        }
        Connection own = attempt;
        attempt = null;
        connecting = null;
        if (own != null && own != connection) {
            own.end();
        }
    }

    void redial() {
        if (!stopped && wait == null && remote.live() == null) {
            wait = node.loop().schedule(this::dial, backoff.nextNanos());
        }
    }

    void stop() {
        stopped = true;
        if (wait != null) {
            wait.cancel(false);
            wait = null;
        }
        Connection own = attempt;
        attempt = null;
        if (own != null) {
            own.end();
        }
    }
}
