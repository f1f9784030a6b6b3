package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.core.NodeId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The votes of one round at one general, and which of its own come next.
 *
 * <p>After AUX, the votes are taken once more (CONF) before the coin may fall: when the first loyal general says its share, n−f generals
 * have said in CONF what they saw, and no more than one value can come out alone at anybody; so the network cannot choose, knowing the
 * coin, that the other one does (amiller/HoneyBadgerBFT, issue 59).
 *
 * <p>With a coin that is not common, two votes more tell generals apart that are certain of a value (n−f have it in ECHO5) from those that
 * know that somebody may be (one has), so that nobody's coin decides against the certain; as the graded agreement of Abraham, Ben-David,
 * Yandamuri 2022.
 */
final class BallotRound {

    private static final List<Kind> WITH_COMMON_COIN = List.of(Kind.CONF);
    private static final List<Kind> WITH_LOCAL_COIN = List.of(Kind.CONF, Kind.ECHO4, Kind.ECHO5);

    /** Says a vote of this round to all; it comes back by {@link #hear} for oneself. */
    interface Voice {
        void say(Kind kind, Values values);
    }

    private final Convention convention;
    private final Voice voice;
    private final BinaryValueBroadcast proposals;
    private final List<Kind> confirmations;
    private final Map<Kind, Poll> polls = new EnumMap<>(Kind.class);
    private final Map<NodeId, Bytes> shares = new LinkedHashMap<>();
    private int confirming = -1;
    private boolean begun;
    private boolean shown;
    private @Nullable Values outcome;

    BallotRound(Convention convention, boolean commonCoin, Voice voice) {
        this.convention = convention;
        this.voice = voice;
        this.confirmations = commonCoin ? WITH_COMMON_COIN : WITH_LOCAL_COIN;
        this.proposals = new BinaryValueBroadcast(convention, value -> voice.say(Kind.BVAL, Values.of(value)));
        polls.put(Kind.AUX, new Poll());
        confirmations.forEach(kind -> polls.put(kind, new Poll()));
    }

    /** Whether such votes belong into a round with this coin. */
    boolean knows(Kind kind) {
        return kind == Kind.BVAL || polls.containsKey(kind);
    }

    /** Takes a vote that belongs here; false if the general has voted before. */
    boolean hear(int general, Kind kind, Values values) {
        return kind == Kind.BVAL
                ? proposals.hear(general, values.single())
                : poll(kind).hear(general, values);
    }

    void propose(boolean value) {
        begun = true;
        proposals.propose(value);
    }

    /** Says what is to be said now; a vote at a time, since one's own counts for the next. */
    void advance() {
        if (!begun || outcome != null) {
            return;
        }
        proposals.relay();
        Values admitted = proposals.admitted();
        if (admitted == null) {
            return;
        }
        if (!shown) {
            shown = true;
            voice.say(Kind.AUX, Values.of(proposals.first()));
            return;
        }
        Kind awaited = confirming < 0 ? Kind.AUX : confirmations.get(confirming);
        Values seen = poll(awaited).outcome(convention.allLoyal(), values -> isCredible(awaited, values));
        if (seen == null) {
            return;
        }
        confirming++;
        if (confirming == confirmations.size()) {
            outcome = seen;
        } else {
            voice.say(confirmations.get(confirming), seen);
        }
    }

    /** Whether a loyal general may have said so: nobody need wait for what only traitors say. */
    private boolean isCredible(Kind kind, Values values) {
        int place = confirmations.indexOf(kind);
        if (place <= 0 || !values.isSingle()) {
            return proposals.admits(values);
        }
        return poll(confirmations.get(place - 1)).votesFor(values) >= convention.oneLoyal();
    }

    /** What n−f generals have in the last vote; null before that. */
    @Nullable
    Values outcome() {
        return outcome;
    }

    /** The one value that another general may be certain of, after a round whose outcome is both; null if there is none. */
    @Nullable
    Values supported() {
        Kind last = confirmations.get(confirmations.size() - 1);
        for (Values values : List.of(Values.FALSE, Values.TRUE)) {
            if (poll(last).votesFor(values) > 0 && isCredible(last, values)) {
                return values;
            }
        }
        return null;
    }

    /** The shares of the coin that have come, of which none is a lie. */
    Map<NodeId, Bytes> shares() {
        return shares;
    }

    /** What goes on for others when this general has left the round. */
    BinaryValueBroadcast proposals() {
        return proposals;
    }

    private Poll poll(Kind kind) {
        Poll poll = polls.get(kind);
        if (poll == null) {
            throw new IllegalStateException("no " + kind + " with this coin");
        }
        return poll;
    }
}
