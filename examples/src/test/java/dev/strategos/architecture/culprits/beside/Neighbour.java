package dev.strategos.architecture.culprits.beside;

import dev.strategos.core.NodeId;
import dev.strategos.links.FifoLink;

/** Depends on a module that it may know, and on one that it may not. */
public final class Neighbour {

    NodeId allowed;
    FifoLink[] forbidden;
}
