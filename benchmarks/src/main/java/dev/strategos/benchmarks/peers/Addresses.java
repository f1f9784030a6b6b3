package dev.strategos.benchmarks.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses on the loopback interface; no contestant uses any other. */
final class Addresses {

    private Addresses() {}

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static String text(InetSocketAddress address) {
        return Integer.toString(address.getPort());
    }

    static InetSocketAddress of(String text) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text));
    }
}
