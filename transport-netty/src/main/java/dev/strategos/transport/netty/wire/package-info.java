/**
 * The bytes between two nodes: greetings, refusals and frames, as docs/wire-format.md lays them down.
 *
 * <p>Not exported. Nothing here knows a node or a connection: all are functions of bytes.
 */
@NullMarked
package dev.strategos.transport.netty.wire;

import org.jspecify.annotations.NullMarked;
