package dev.strategos.examples.generals;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.RoundListener;
import java.util.Optional;
import java.util.function.Consumer;

/** How one general takes part, by one algorithm. For the loop's thread only. */
interface Part {

    /**
     * Takes part from a common start.
     *
     * @param startNanos the start, as a reading of this node's clock
     * @param rounds told when a round closed here, before anything of the next is sent
     * @param report told once, when this general has decided and heard all that it will
     */
    void begin(long startNanos, RoundListener rounds, Consumer<GeneralReport> report);

    /** The agreement in rounds, once it has begun and unless this general missed the start; none where there are no rounds. */
    default Optional<Agreement<String>> agreement() {
        return Optional.empty();
    }

    /** What this general heard and cost so far, for one that is about to die. */
    GeneralReport lastWords(int closedRounds);
}
