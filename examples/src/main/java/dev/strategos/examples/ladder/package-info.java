/**
 * The ladder of links, climbed under faults: {@link dev.strategos.examples.ladder.LadderCommand} lets one node send numbers to another
 * over the rung of one's choice, in memory or between two processes, and counts what became of them.
 */
@NullMarked
package dev.strategos.examples.ladder;

import org.jspecify.annotations.NullMarked;
