package dev.strategos.examples.process;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses on this machine that nobody uses. */
public final class Loopback {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Loopback() {}

    /**
     * A free address for each node. All are held at once while they are drawn, so that none is drawn twice; a process that takes one
     * between now and the node's start makes that node say so.
     *
     * @param group the nodes
     * @return an address for each
     */
    public static Map<NodeId, InetSocketAddress> freeAddresses(Group group) {
        Map<NodeId, InetSocketAddress> addresses = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (NodeId node : group) {
                ServerSocket socket = new ServerSocket();
                held.add(socket);
                socket.bind(new InetSocketAddress(LOOPBACK, 0));
                addresses.put(node, new InetSocketAddress(LOOPBACK, socket.getLocalPort()));
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new CouldNotRunException("no free port on loopback: " + e.getMessage(), e);
        }
        return addresses;
    }
}
