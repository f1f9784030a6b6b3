package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.station.Convention;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binary-value broadcast of one round at one general (Mostéfaoui, Moumen, Raynal 2014, figure 1): lets in the values that
 * loyal generals propose, the same at all of them in the end, and nothing that only traitors propose.
 *
 * <p>It goes on for others after this general has left the round, until there is nothing left to say.
 */
final class BinaryValueBroadcast {

    private static final class Side {
        final BitSet heard = new BitSet();
        boolean said;
    }

    private final Convention convention;
    private final Consumer<Boolean> voice;
    private final Side yes = new Side();
    private final Side no = new Side();
    private @Nullable Values admitted;
    private boolean first;

    /**
     * Nothing is said yet.
     *
     * @param voice says a value to all, and comes back by {@link #hear} for oneself
     */
    BinaryValueBroadcast(Convention convention, Consumer<Boolean> voice) {
        this.convention = convention;
        this.voice = voice;
    }

    /** Takes what a general says; false if it has said as much before. */
    boolean hear(int general, boolean value) {
        Side side = side(value);
        if (side.heard.get(general)) {
            return false;
        }
        side.heard.set(general);
        if (side.heard.cardinality() >= convention.mostLoyal()) {
            admit(value);
        }
        return true;
    }

    /** Proposes a value. */
    void propose(boolean value) {
        say(value);
    }

    /** Says what one loyal general has said for certain. */
    void relay() {
        relay(false);
        relay(true);
    }

    private void relay(boolean value) {
        if (side(value).heard.cardinality() >= convention.oneLoyal()) {
            say(value);
        }
    }

    private void say(boolean value) {
        if (!side(value).said) {
            side(value).said = true;
            voice.accept(value);
        }
    }

    private void admit(boolean value) {
        if (admitted == null) {
            admitted = Values.of(value);
            first = value;
        } else if (!admitted.contains(value)) {
            admitted = Values.BOTH;
        }
    }

    /** The paper's bin_values; null while there is none. */
    @Nullable
    Values admitted() {
        return admitted;
    }

    /** Which value was admitted first, once one is. */
    boolean first() {
        return first;
    }

    boolean admits(Values values) {
        return admitted == Values.BOTH || admitted == values;
    }

    /** Whether this general has nothing more to say. */
    boolean isSpent() {
        return yes.said && no.said;
    }

    private Side side(boolean value) {
        return value ? yes : no;
    }
}
