package dev.strategos.testkit.sim;

import dev.strategos.core.Program;

/** Programs that are not the same at all nodes, or not for ever: several versions of one. */
public final class Versions {

    private Versions() {}

    /**
     * One program in a node's first life, another in all later ones: a new version is rolled out by restarts.
     *
     * @param old the program that a node starts with
     * @param young the program after a restart; it finds the other's storage
     * @param <A> what both return
     * @return the program to start
     */
    public static <A> Program<A> upgraded(Program<? extends A> old, Program<? extends A> young) {
        return env -> (env.incarnation().number() == 1 ? old : young).start(env);
    }

    /**
     * One program at every other node, another at the rest, as nodes of two makers.
     *
     * @param even the program at the nodes whose rank is even
     * @param odd the program at the others
     * @param <A> what both return
     * @return the program to start
     */
    public static <A> Program<A> mixed(Program<? extends A> even, Program<? extends A> odd) {
        return env -> (env.group().rank(env.self()) % 2 == 0 ? even : odd).start(env);
    }
}
