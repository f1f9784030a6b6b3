package dev.strategos.transport.memory;

/**
 * What a node's own clock reads at each instant of the network: it runs at a rate that may change, and may jump forwards, never back.
 *
 * <p>At rate 1 the arithmetic is exact.
 */
final class NodeClock {

    private long reading;
    private long since;
    private double rate = 1;

    NodeClock(long origin) {
        this.reading = origin;
    }

    /** The reading at an instant of the network, if nothing changes until then. */
    long at(long network) {
        long passed = network - since;
        return reading + (isTrue() ? passed : (long) (passed * rate));
    }

    /** The first instant of the network at which the clock reads this much, if nothing changes until then. */
    long whenItReads(long sought) {
        long left = sought - reading;
        if (left <= 0) {
            return since;
        }
        double exact = left / rate;
        if (exact >= Long.MAX_VALUE - since || left > Long.MAX_VALUE - since) {
            return Long.MAX_VALUE;
        }
        long instant = since + (isTrue() ? left : (long) exact);
        while (at(instant) < sought) {
            instant++;
        }
        return instant;
    }

    void setRate(long network, double newRate) {
        settle(network);
        rate = newRate;
    }

    void jump(long network, long forwards) {
        settle(network);
        reading += forwards;
    }

    private void settle(long network) {
        reading = at(network);
        since = network;
    }

    private boolean isTrue() {
        return rate == 1;
    }
}
