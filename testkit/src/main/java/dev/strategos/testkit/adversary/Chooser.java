package dev.strategos.testkit.adversary;

import java.util.List;

/** Whoever makes the choices that an adversary leaves open: an exploration that tries all, a script, or chance. */
@FunctionalInterface
public interface Chooser {

    /**
     * Chooses.
     *
     * @param what what is to be chosen, the same words in each run that comes here by the same choices
     * @param options at least one, each named otherwise
     * @return the index of one of them
     */
    int choose(String what, List<String> options);

    /**
     * Chooses among things that say in words what they are.
     *
     * @param what what is to be chosen
     * @param options at least one, each of which says something else
     * @param <A> the things
     * @return one of them
     */
    default <A> A choose(String what, Iterable<A> options) {
        List<A> all = new java.util.ArrayList<>();
        options.forEach(all::add);
        return all.get(choose(what, all.stream().map(String::valueOf).toList()));
    }
}
