package dev.strategos.examples.detector;

import org.jspecify.annotations.Nullable;

/**
 * What one node thinks of another.
 *
 * @param about whom
 * @param heard whether anything ever came from it
 * @param suspected whether it is suspected
 * @param sinceMillis for how long that has been so
 * @param level how strongly, where the estimator has a scale
 */
record Opinion(
        String about,
        boolean heard,
        boolean suspected,
        long sinceMillis,
        @Nullable Double level) {}
