/**
 * What goes wrong in a run, drawn from its seed. Begin with {@link dev.strategos.testkit.faults.Swarm}, which mixes other faults for every
 * seed.
 */
@NullMarked
package dev.strategos.testkit.faults;

import org.jspecify.annotations.NullMarked;
