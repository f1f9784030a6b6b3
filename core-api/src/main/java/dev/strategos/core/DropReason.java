package dev.strategos.core;

/** Why a message was not passed on. */
public enum DropReason {
    /** The network lost it. */
    LOSS,
    /** The two ends were parted. */
    PARTITION,
    /** There was no connection to the peer. */
    UNREACHABLE,
    /** The receiving node was down. */
    CRASHED,
    /** The receiving node has not opened the channel, or nobody listens there. */
    CHANNEL_NOT_OPEN,
    /** It came from, or was meant for, another incarnation. */
    STALE_INCARNATION,
    /** It belonged to a session that has ended. */
    STALE_SESSION,
    /** It was delivered before. */
    DUPLICATE,
    /** It lay outside what the receiver can take now. */
    OUT_OF_WINDOW,
    /** The application has paused delivery; the peer sends it again. */
    PAUSED,
    /** Its bytes meant nothing. */
    MALFORMED,
    /** It was longer than the receiver takes. */
    OVERSIZE
}
