/**
 * Programs over TCP: start with {@link dev.strategos.transport.netty.NettyNode} and {@link
 * dev.strategos.transport.netty.NettyConfig}.
 *
 * <p>Inside, one event loop carries everything that a node does. {@code Remote} stands for one peer: it dials, judges greetings, and
 * knows the one connection that is live. {@code Connection} is one TCP connection from its first byte to its last. {@code
 * Outbound} gathers what goes out. {@code NettyWire} and {@code WireLane} are what a program sees of all that.
 */
@NullMarked
package dev.strategos.transport.netty;

import org.jspecify.annotations.NullMarked;
