package dev.strategos.architecture.culprits.circle.left;

import dev.strategos.architecture.culprits.circle.right.Right;

/** One half of a cycle. */
public final class Left {

    Right right;
}
