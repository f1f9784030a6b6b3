package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.transport.netty.identity.IdentityException;
import dev.strategos.transport.netty.identity.NodeIdentity;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up new identities: when asked to, and when the files change. Files are read off the loop. Thread-safe. */
final class IdentityKeeper {

    private interface Attempt {
        boolean run() throws IdentityException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(NettyNode.class);

    private final NodeContext node;
    private final NodeIdentity identity;
    private final ExecutorService background;

    IdentityKeeper(NodeContext node, NodeIdentity identity, ExecutorService background) {
        this.node = node;
        this.identity = identity;
        this.background = background;
    }

    /** Reads the files now, in the caller's thread. */
    boolean reload() {
        return attempt(() -> {
            identity.reload();
            return true;
        });
    }

    /** Looks at the files once per interval, until the loop ends. On the loop. */
    void watch(Duration interval) {
        node.loop().schedule(() -> look(interval), interval.toNanos());
    }

    private void look(Duration interval) {
        if (node.loop().isClosed()) {
            return;
        }
        background.execute(() -> {
            attempt(identity::reloadIfChanged);
            node.loop().submit(() -> watch(interval));
        });
    }

    private boolean attempt(Attempt attempt) {
        try {
            boolean taken = attempt.run();
            if (taken) {
                LOG.info("{}: new connections use a new identity", node.self().id());
            }
            return taken;
        } catch (IdentityException | RuntimeException bad) {
            node.loop()
                    .submit(() -> node.report(new Fault(
                            node.self().id(),
                            Fault.Kind.IDENTITY_RELOAD_FAILED,
                            "the old identity stays: " + bad.getMessage())));
            return false;
        }
    }
}
