/**
 * Contracts as tests: implement {@link dev.strategos.testkit.TransportContract} in a test class of a transport, and JUnit runs what
 * every transport has to do.
 */
@NullMarked
package dev.strategos.testkit;

import org.jspecify.annotations.NullMarked;
