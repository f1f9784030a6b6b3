package dev.strategos.examples.generals;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.RoundListener;
import dev.strategos.core.Environment;
import dev.strategos.core.Program;
import dev.strategos.core.Stackable;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.CampKeys;
import dev.strategos.examples.camp.CampLink;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One general: the program that every node runs, over TCP and in memory alike.
 *
 * <p>A traitor runs the same protocol as a loyal general, but on a link that lies. For the loop's thread only, but for the two futures.
 */
final class General {

    private final CampLink link;
    private final Part part;
    private final CompletableFuture<GeneralReport> report = new CompletableFuture<>();

    private General(Environment env, Battle battle, CampKeys keys, boolean trusting, UnaryOperator<Stackable> between) {
        this.link = new CampLink(env, trusting);
        Stackable stack = between.apply(link.link());
        Algorithm algorithm = battle.camp().algorithm();
        if (algorithm == Algorithm.BRACHA) {
            this.part = new BroadcastPart(env, battle, stack);
        } else if (algorithm == Algorithm.ASYNC) {
            this.part = new VotingPart(env, battle, stack, new CampLink(env, trusting, "orders").link());
        } else {
            this.part = new GeneralInRounds(env, battle, keys, stack);
        }
    }

    /**
     * The program of one general.
     *
     * @param trusting whether a plain wire is trusted
     */
    static Program<General> program(Battle battle, CampKeys keys, boolean trusting) {
        return env -> new General(env, battle, keys, trusting, UnaryOperator.identity());
    }

    /** The program of one general in memory, with something between it and its link. */
    static Program<General> program(Battle battle, CampKeys keys, UnaryOperator<Stackable> between) {
        return env -> new General(env, battle, keys, false, between);
    }

    /** This general's part in rounds, once it has begun and unless it missed the start; none where there are no rounds. */
    Optional<Agreement<String>> agreement() {
        return part.agreement();
    }

    /** Completes once every other general was met. */
    CompletableFuture<@Nullable Void> allMet() {
        return link.allMet();
    }

    /** Completes once this general has decided and heard all that it will. */
    CompletableFuture<GeneralReport> report() {
        return report;
    }

    /**
     * Takes part from a common start.
     *
     * @param startNanos the start, as a reading of this node's clock
     * @param rounds told when a round closed here, before anything of the next is sent
     */
    void begin(long startNanos, RoundListener rounds) {
        part.begin(startNanos, rounds, report::complete);
    }

    /** What this general heard and cost so far, for one that is about to die. */
    GeneralReport lastWords(int closedRounds) {
        return part.lastWords(closedRounds);
    }
}
