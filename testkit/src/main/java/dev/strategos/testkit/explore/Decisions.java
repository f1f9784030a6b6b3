package dev.strategos.testkit.explore;

import java.util.List;

/** Who decides in one run. */
interface Decisions {

    /** Decides what the system itself leaves open. */
    int choose(String what, List<String> options);
}
