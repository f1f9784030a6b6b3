package dev.strategos.architecture.culprits.circle.right;

import dev.strategos.architecture.culprits.circle.left.Left;

/** The other half. */
public final class Right {

    Left left;
}
