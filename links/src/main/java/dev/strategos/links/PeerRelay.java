package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Undetermined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Hands what a link learns of peers up to the listener above, and tells one that comes late who is up: each life once, and never after
 * it went down.
 */
final class PeerRelay implements PeerListener {

    private static final PeerListener NOBODY = new PeerListener() {};

    private final Environment environment;
    private final Map<NodeId, Peer> up = new LinkedHashMap<>();
    /** Which lives the listener above has been told to be up. */
    private final Map<NodeId, Peer> told = new LinkedHashMap<>();

    private PeerListener above = NOBODY;

    PeerRelay(Environment environment) {
        this.environment = environment;
    }

    void setAbove(PeerListener listener) {
        environment.requireLoop("Link.onPeer");
        above = Objects.requireNonNull(listener, "listener");
        told.clear();
        environment.atEndOfTurn(() -> {
            if (above == listener) {
                new ArrayList<>(up.values()).forEach(this::tell);
            }
        });
    }

    private void tell(Peer peer) {
        if (peer.equals(up.get(peer.id())) && !peer.equals(told.put(peer.id(), peer))) {
            above.onUp(peer);
        }
    }

    @Override
    public void onUp(Peer peer) {
        up.put(peer.id(), peer);
        tell(peer);
    }

    @Override
    public void onDown(Peer peer) {
        up.remove(peer.id(), peer);
        if (told.remove(peer.id(), peer)) {
            above.onDown(peer);
        }
    }

    @Override
    public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
        above.onRestarted(old, now, undetermined);
    }

    @Override
    public void onGaveUp(NodeId peer, Undetermined undetermined) {
        above.onGaveUp(peer, undetermined);
    }
}
