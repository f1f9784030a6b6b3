/**
 * Pictures of a run: what a trace tells, for people and for other tools.
 *
 * <p>Begin with {@link dev.strategos.testkit.trace.TraceView}, one HTML page that opens from disk, and with {@link
 * dev.strategos.testkit.trace.TraceExport} for JSON Lines, ShiViz and Mermaid. Both order the trace by {@link
 * dev.strategos.testkit.trace.CausalTrace}, where happened-before and vector clocks come from.
 */
@NullMarked
package dev.strategos.testkit.trace;

import org.jspecify.annotations.NullMarked;
