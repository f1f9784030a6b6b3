package dev.strategos.examples.worlds;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Stackable;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes letters to everybody whom it meets, over the ladder of links; knows of no world but its environment. */
final class Letters {

    static final String CHANNEL = "letters";
    static final int EACH = 30;

    private final Stackable link;
    private final int others;
    private final Set<NodeId> greeted = new LinkedHashSet<>();
    private volatile int received;

    Letters(Environment env) {
        others = env.group().size() - 1;
        link = FifoLink.over(ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), ReliableConfig.defaults()));
        link.onDeliver((from, letter) -> received++);
        link.onPeer(new PeerListener() {
            @Override
            public void onUp(Peer peer) {
                if (greeted.add(peer.id())) {
                    write(peer.id());
                }
            }
        });
    }

    private void write(NodeId to) {
        for (int letter = 1; letter <= EACH; letter++) {
            link.send(to, Codec.utf8().encode("letter " + letter));
        }
    }

    /** Whether everybody's letters have come. */
    boolean isDone() {
        return received >= EACH * others;
    }
}
