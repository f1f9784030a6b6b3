package org.example.consumer;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Starts a node over TCP, asks its wire what it is, and closes it. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        NettyConfig config = NettyConfig.builder(NodeId.of("alice"))
                .cluster("consumers")
                .group(Group.named("alice"))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .plainText()
                .build();
        try (NettyNode node = NettyNode.start(config)) {
            System.out.println("plain TCP is " + node.run(env -> env.open("greetings").model().network()));
        }
    }
}
