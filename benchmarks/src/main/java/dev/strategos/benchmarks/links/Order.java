package dev.strategos.benchmarks.links;

import org.jspecify.annotations.Nullable;

/**
 * What the launcher asks of a process, as one line of JSON.
 *
 * @param what what to do
 * @param payload how long messages shall be
 * @param millis how long to send
 * @param address where the other end is
 */
record Order(What what, int payload, long millis, @Nullable String address) {

    enum What {
        /** Open the end that receives; answers with its address. */
        LISTEN,
        /** Open the end that sends. */
        CONNECT,
        /** A round begins. */
        EXPECT,
        /** Send for a while; answers when all is handed over. */
        SEND,
        /** Answers with what was received, once the round's end has arrived. */
        RECEIVED,
        /** Answers with what was used since the sending began. */
        USAGE,
        /** Ping for a while; answers with the round trips. */
        PING
    }

    static Order of(What what) {
        return new Order(what, 0, 0, null);
    }
}
