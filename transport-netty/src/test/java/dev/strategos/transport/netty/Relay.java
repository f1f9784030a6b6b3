package dev.strategos.transport.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A wire that can be cut: passes bytes between whoever dials it and a node. */
final class Relay implements AutoCloseable {

    private record Pair(Socket dialler, Socket target) {}

    private final ServerSocket port;
    private final Supplier<InetSocketAddress> target;
    private volatile boolean secretly;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();

    Relay(Supplier<InetSocketAddress> target) throws IOException {
        this.port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        daemon(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) port.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket dialler = port.accept();
                InetSocketAddress to = target.get();
                Socket other = new Socket(to.getAddress(), to.getPort());
                pairs.add(new Pair(dialler, other));
                daemon(() -> pump(dialler, other));
                daemon(() -> pump(other, dialler));
            }
        } catch (IOException closed) {
            return; // the test is over, or the target is gone
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            if (!secretly) {
                to.shutdownOutput();
            }
        } catch (IOException cut) {
            return; // as the test wanted
        }
    }

    /** Ends every connection at the dialler's side only, and keeps the target in the belief that it goes on. */
    void cutUnnoticedByTarget() throws IOException {
        secretly = true;
        for (Pair pair : pairs) {
            pair.dialler.close();
        }
    }

    /** Ends every connection at both sides. */
    void cut() throws IOException {
        for (Pair pair : pairs) {
            pair.dialler.close();
            pair.target.close();
        }
        pairs.clear();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        port.close();
        cut();
    }
}
