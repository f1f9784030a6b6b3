package dev.strategos.transport.netty;

import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a node: nothing new is accepted or dialled, what was accepted for sending goes out, and each connection is closed by its
 * output first, so that the other end reads all of it. For the loop's thread only.
 */
final class Closing {

    private final NodeContext node;
    private final Cluster cluster;
    private final CompletableFuture<Void> done;
    private int open;

    Closing(NodeContext node, Cluster cluster, CompletableFuture<Void> done) {
        this.node = node;
        this.cluster = cluster;
        this.done = done;
    }

    void begin(Channel listening) {
        listening.close();
        for (Remote remote : cluster.remotes()) {
            remote.dialler().stop();
        }
        // The turn under way may still gather output, at its very end too.
        node.loop().atEndOfTurn(() -> node.loop().submit(this::finish));
    }

    private void finish() {
        node.loop().schedule(this::giveUp, node.config().closeDeadline().toNanos());
        open = 1;
        for (Remote remote : cluster.remotes()) {
            Connection live = remote.live();
            if (live != null) {
                open++;
                live.finish(this::ended);
            }
        }
        ended();
    }

    private void ended() {
        if (--open == 0) {
            done.complete(null);
        }
    }

    private void giveUp() {
        for (Remote remote : cluster.remotes()) {
            Connection live = remote.live();
            if (live != null) {
                live.end();
            }
        }
    }
}
