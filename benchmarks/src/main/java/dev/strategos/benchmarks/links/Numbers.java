package dev.strategos.benchmarks.links;

/** What the first eight bytes of a message say: its place in a round, the end of one, or that it wants to be sent back. */
final class Numbers {

    private static final long END = 1L << 62;
    private static final long PING = 1L << 61;

    private Numbers() {}

    static long end(long total) {
        return END | total;
    }

    static boolean isEnd(long number) {
        return (number & END) != 0;
    }

    static long total(long end) {
        return end & ~END;
    }

    static long ping(long count) {
        return PING | count;
    }

    static boolean isPing(long number) {
        return (number & PING) != 0;
    }
}
