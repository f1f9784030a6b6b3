package dev.strategos.transport.memory;

/** Packs which step it is into a number: 4 bits of kind, 8 of a node, and for a frame 8 of the sender, 10 of its life, 6 of a copy, 28 of the number. */
final class StepKey {

    private static final int NODE_BITS = 8;
    private static final int LIFE_BITS = 10;
    private static final int COPY_BITS = 6;
    private static final int NUMBER_BITS = 28;

    private StepKey() {}

    static long of(Step.Kind kind, int node) {
        return pack(pack(0, code(kind), 4), node, NODE_BITS) << (NODE_BITS + LIFE_BITS + COPY_BITS + NUMBER_BITS);
    }

    static long ofArrival(int receiver, int sender, long life, int copy, long number) {
        long key = pack(pack(0, code(Step.Kind.ARRIVAL), 4), receiver, NODE_BITS);
        key = pack(pack(key, sender, NODE_BITS), life, LIFE_BITS);
        return pack(pack(key, copy, COPY_BITS), number, NUMBER_BITS);
    }

    private static int code(Step.Kind kind) {
        return switch (kind) {
            case ARRIVAL -> 1;
            case TIMER -> 2;
            case SYNC -> 3;
            case WORK -> 4;
            case NEWS -> 5;
        };
    }

    private static long pack(long before, long value, int bits) {
        if (value >>> bits != 0) {
            throw new IllegalStateException("steps are for small systems and short runs, but a number of " + value
                    + " needs more than " + bits + " bits");
        }
        return before << bits | value;
    }
}
