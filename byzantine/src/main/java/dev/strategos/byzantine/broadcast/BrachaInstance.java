package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.broadcast.BroadcastMessage.Kind;
import dev.strategos.byzantine.station.Convention;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One broadcast at one general, after Bracha 1987, figure 1.
 *
 * <p>It knows nothing of links: what is to be said goes to a {@link Voice}, and comes back as a message from oneself. Each general has one
 * message of each kind, the first; so at most 2n values are held.
 */
final class BrachaInstance {

    /** What this general says to all. */
    interface Voice {

        /** Says something to all others. */
        void say(Kind kind, Bytes value);

        /** The value is everybody's: the broadcast is over here. */
        void deliver(Bytes value);
    }

    private static final class Support {
        int echoes;
        int readies;
    }

    private final Convention convention;
    private final int self;
    private final Voice voice;
    private final Map<Kind, BitSet> heard = new EnumMap<>(Kind.class);
    private final Map<Bytes, Support> support = new LinkedHashMap<>();
    private boolean echoed;
    private boolean ready;
    private boolean delivered;

    BrachaInstance(Convention convention, int self, Voice voice) {
        this.convention = convention;
        this.self = self;
        this.voice = voice;
        for (Kind kind : Kind.values()) {
            heard.put(kind, new BitSet());
        }
    }

    /** Takes what a general says; false if it has said as much before. */
    boolean hear(int general, Kind kind, Bytes value) {
        BitSet before = heard.getOrDefault(kind, new BitSet());
        if (before.get(general)) {
            return false;
        }
        before.set(general);
        if (kind == Kind.SEND) {
            echo(value);
            return true;
        }
        Support behind = support.computeIfAbsent(value, each -> new Support());
        if (kind == Kind.ECHO) {
            behind.echoes++;
        } else {
            behind.readies++;
        }
        advance(value, behind);
        return true;
    }

    /** The paper's steps 1 to 3: whoever is ready has echoed, and whoever delivers is ready, so nothing is owed to others then. */
    private void advance(Bytes value, Support behind) {
        if (behind.echoes >= convention.quorum() || behind.readies >= convention.oneLoyal()) {
            echo(value);
            beReady(value);
        }
        if (behind.readies >= convention.mostLoyal() && !delivered) {
            delivered = true;
            voice.deliver(value);
        }
    }

    private void echo(Bytes value) {
        if (!echoed) {
            echoed = true;
            say(Kind.ECHO, value);
        }
    }

    private void beReady(Bytes value) {
        if (!ready) {
            ready = true;
            say(Kind.READY, value);
        }
    }

    private void say(Kind kind, Bytes value) {
        voice.say(kind, value);
        hear(self, kind, value);
    }
}
