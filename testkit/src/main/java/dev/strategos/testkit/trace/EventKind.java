package dev.strategos.testkit.trace;

import java.util.Locale;

/** The sorts of events, under the names that the exports use. */
enum EventKind {
    START,
    STOP,
    CRASH,
    PAUSE,
    CUT,
    HEAL,
    INPUT,
    SEND,
    DELIVER,
    DROP,
    DUPLICATE,
    RETRANSMIT,
    TIMER,
    SUSPECT,
    RESTORE,
    TRUST,
    ROUND,
    DECIDE,
    FAULT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
