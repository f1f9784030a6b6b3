/**
 * The contestants: each makes the two ends of one connection, and knows nothing of what is measured. Begin with {@link
 * dev.strategos.benchmarks.peers.Contestant}.
 */
@NullMarked
package dev.strategos.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
