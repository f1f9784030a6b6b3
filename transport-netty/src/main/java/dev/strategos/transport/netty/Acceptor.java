package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;

/** Accepts connections, and bounds how many have not yet said who they are. For the loop's thread only, but for {@link #bind}. */
final class Acceptor {

    private final NodeContext node;
    private final Cluster cluster;
    private int strangers;
    private boolean overloaded;

    Acceptor(NodeContext node, Cluster cluster) {
        this.node = node;
        this.cluster = cluster;
    }

    ChannelFuture bind(SocketAddress address) {
        return new ServerBootstrap()
                .group(node.loop().group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address);
    }

    private void accept(Channel channel) {
        int most = node.config().limits().strangers();
        if (strangers >= most) {
            if (!overloaded) {
                // Once until it is over: a flood of strangers shall not become a flood of faults.
                overloaded = true;
                node.report(new Fault(
                        null,
                        Fault.Kind.OVERLOAD,
                        "more than " + most
                                + " connections have not said who they are; new ones are turned away, such as "
                                + channel.remoteAddress()));
            }
            channel.close();
            return;
        }
        strangers++;
        cluster.connection(channel, null, this::known);
    }

    private void known() {
        strangers--;
        if (overloaded && strangers <= node.config().limits().strangers() / 2) {
            overloaded = false;
        }
    }
}
