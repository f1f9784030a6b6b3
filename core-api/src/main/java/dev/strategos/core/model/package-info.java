/**
 * System models: what a protocol assumes of its network, its nodes and its timing, and the check that it gets it.
 *
 * <p>"If your assumptions are wrong, all bets are off" (Kleppmann, Distributed Systems, lecture 2). Begin with {@link
 * dev.strategos.core.model.SystemModel}, then {@link dev.strategos.core.model.Assumptions}.
 */
@NullMarked
package dev.strategos.core.model;

import org.jspecify.annotations.NullMarked;
