package dev.strategos.transport.memory;

import dev.strategos.core.Peer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells nodes which peers are up, as connections would: a peer is up once both run and nothing cuts them, and down when its life
 * ends. A cut alone says nothing, since nobody hears it.
 */
final class Presence {

    private final Fabric fabric;
    /** Which life of the column's node the row's node has been told of, or is being told. */
    private final @Nullable Peer[][] told;

    Presence(Fabric fabric, int size) {
        this.fabric = fabric;
        this.told = new @Nullable Peer[size][size];
    }

    /** A node has started, or a network was healed: whoever can hear each other is introduced. */
    void announce(MemoryNode node) {
        for (MemoryNode other : fabric.nodes()) {
            if (other != node) {
                introduce(node, other);
                introduce(other, node);
            }
        }
    }

    void announceAll() {
        fabric.nodes().forEach(this::announce);
    }

    private void introduce(MemoryNode listener, MemoryNode about) {
        Peer life = fabric.lifeOf(about);
        if (life == null
                || fabric.lifeOf(listener) == null
                || isParted(listener, about)
                || life.equals(told[listener.rank()][about.rank()])) {
            return;
        }
        told[listener.rank()][about.rank()] = life;
        tell(listener, about, life, (environment, peer) -> {
            if (isParted(listener, about) || !life.equals(fabric.lifeOf(about))) {
                forget(listener, about, life);
            } else {
                environment.peerUp(peer);
            }
        });
    }

    /** A life has ended: its peers see their connections to it break. */
    void ended(MemoryNode node, Peer life) {
        for (MemoryNode other : fabric.nodes()) {
            told[node.rank()][other.rank()] = null;
            if (other != node && life.equals(told[other.rank()][node.rank()])) {
                told[other.rank()][node.rank()] = null;
                tell(other, node, life, MemoryEnvironment::peerDown);
            }
        }
    }

    private void tell(MemoryNode listener, MemoryNode about, Peer life, BiConsumer<MemoryEnvironment, Peer> news) {
        MemoryEnvironment environment = listener.environment();
        if (environment != null) {
            environment.after(
                    fabric.delayOfNews(about, life, listener), Step.Kind.NEWS, () -> news.accept(environment, life));
        }
    }

    private void forget(MemoryNode listener, MemoryNode about, Peer life) {
        if (life.equals(told[listener.rank()][about.rank()])) {
            told[listener.rank()][about.rank()] = null;
        }
    }

    private boolean isParted(MemoryNode one, MemoryNode other) {
        return fabric.isCut(one, other) || fabric.isCut(other, one);
    }

    void addTo(Fingerprint digest) {
        for (@Nullable Peer[] row : told) {
            for (Peer life : row) {
                digest.add(life == null ? 0 : life.incarnation().number());
            }
        }
    }
}
