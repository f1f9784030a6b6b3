package dev.strategos.examples.generals;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.examples.camp.Camp;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.LyingLink;
import dev.strategos.testkit.adversary.Script;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.testkit.adversary.Strategy;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the traitors of a battle lie: each at random for itself, in collusion, or by a script.
 *
 * @param colludes whether all of them tell the same recipient the same
 * @param script what they say; null if nobody wrote it down
 */
record Treason(boolean colludes, @Nullable Script script) {

    /** Everybody lies for itself. */
    static final Treason AT_RANDOM = new Treason(false, null);

    /**
     * Checks that there is one way of lying.
     *
     * @throws IllegalArgumentException if there are two
     */
    Treason {
        if (colludes && script != null) {
            throw new IllegalArgumentException("--collude, --traitor-script: a script says already who says what");
        }
    }

    /** The link on which a traitor runs the honest protocol. */
    <M> Stackable link(Stackable honest, MessageLens<M> lens, Camp camp) {
        if (script != null) {
            return conspiracy(lens, camp).join(honest, script.strategy(camp.duration()));
        }
        if (colludes) {
            Strategy<M> strategy = Strategies.colluding();
            return conspiracy(lens, camp).join(honest, strategy);
        }
        return LyingLink.over(honest, lens, camp.lies(honest.environment().self()));
    }

    /**
     * What the traitors share. They are processes of their own, so each draws for itself what they agree upon: from the same seed, and for
     * all recipients before anything is said.
     */
    private static <M> Conspiracy<M> conspiracy(MessageLens<M> lens, Camp camp) {
        Conspiracy<M> conspiracy = Conspiracy.of(lens, new SplittableRandom(camp.seed()));
        for (NodeId recipient : camp.group()) {
            conspiracy.agreedUpon(recipient, 1);
        }
        return conspiracy;
    }
}
