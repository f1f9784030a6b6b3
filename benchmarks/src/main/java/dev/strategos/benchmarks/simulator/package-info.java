/**
 * The benchmark of the simulator: how many events a second of real time has room for, beside bare loops that do nothing else. Begin with
 * {@link dev.strategos.benchmarks.simulator.SimulatorCommand}.
 */
@NullMarked
package dev.strategos.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
