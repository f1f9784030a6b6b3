package dev.strategos.testkit.explore;

import dev.strategos.core.model.SystemModel;
import java.time.Duration;
import java.util.Locale;

/**
 * What an exploration has seen.
 *
 * @param model the system model whose runs they are
 * @param alphabet which choices there were
 * @param search in which order, and with which reduction
 * @param runs how often the system was begun
 * @param states how many states were looked at: different ones with a fingerprint, else as often as there were ways to them
 * @param transitions how many steps were taken for the first time; a step that is taken again on the way to another is not counted
 * @param deepest the steps of the longest run
 * @param time how long it took
 */
public record Coverage(
        SystemModel model,
        String alphabet,
        String search,
        long runs,
        long states,
        long transitions,
        int deepest,
        Duration time) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s; %s; %s: %,d runs, %,d states, %,d transitions, at most %d steps, %d ms",
                model,
                alphabet,
                search,
                runs,
                states,
                transitions,
                deepest,
                time.toMillis());
    }
}
