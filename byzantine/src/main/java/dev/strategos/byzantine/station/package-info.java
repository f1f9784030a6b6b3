/**
 * How a protocol without rounds in time stands on a link: what it checks of the world, whom it hears, how it sends. Not exported: for the
 * asynchronous protocols of this module, which begin with a {@link dev.strategos.byzantine.station.Station}.
 */
@NullMarked
package dev.strategos.byzantine.station;

import org.jspecify.annotations.NullMarked;
