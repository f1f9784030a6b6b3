package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads beside the loop, for what may block it: each is there only while it has work. Thread-safe. */
final class Helpers {

    private final ExecutorService names;
    private final ExecutorService crypto;

    Helpers(NodeId self) {
        this.names = oneThread("strategos-" + self + "-names");
        this.crypto = oneThread("strategos-" + self + "-tls");
    }

    /** Looks up host names; one that hangs holds up other look-ups only. */
    ExecutorService names() {
        return names;
    }

    /** Reads identities and does the slow steps of handshakes. */
    ExecutorService crypto() {
        return crypto;
    }

    void stop() {
        names.shutdownNow();
        crypto.shutdownNow();
    }

    private static ExecutorService oneThread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
