package dev.strategos.core;

/**
 * A named channel of a transport, the bottom of every stack of links: what a transport implements.
 *
 * <p>Its model is arbitrary, or fair-loss where the transport authenticates peers and protects what they send. Frames for a
 * peer that cannot be reached, or for a channel that the peer has not opened, are dropped and traced with the reason; links
 * above make them good. {@link #offer} refuses only when the memory bounded for that peer is full.
 *
 * <p>Of the {@link PeerListener}'s events a wire gives {@code onUp} and {@code onDown}, in turn for each incarnation; a listener
 * that is set while peers are up learns of them at the end of that turn. For the loop's thread only.
 */
public interface Wire extends Stackable {}
