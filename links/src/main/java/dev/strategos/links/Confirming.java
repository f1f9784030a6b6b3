package dev.strategos.links;

import dev.strategos.core.Stackable;
import java.util.function.Consumer;

/** A link that can say what became of each message. For the loop's thread only. */
public interface Confirming extends Stackable {

    /**
     * Sends the claim made last, and says later what became of it.
     *
     * @param outcome called once, on the loop; never, if this node ends first
     * @throws IllegalStateException if no claim is open
     */
    void commit(Consumer<Outcome> outcome);
}
