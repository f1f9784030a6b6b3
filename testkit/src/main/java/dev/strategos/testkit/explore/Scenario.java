package dev.strategos.testkit.explore;

/**
 * How a system begins: which programs run on which nodes. Called anew for each run, it must do the same each time: choices are made by the
 * {@link Scene} alone.
 *
 * @param <S> what properties look at, such as the programs' handles
 */
@FunctionalInterface
public interface Scenario<S> {

    /**
     * Starts the programs.
     *
     * @param scene the network, and whoever makes choices
     * @return what properties look at; a new one for each run
     */
    S begin(Scene scene);
}
