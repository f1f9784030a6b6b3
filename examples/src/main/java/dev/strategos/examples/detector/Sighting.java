package dev.strategos.examples.detector;

/**
 * One node began or ceased to suspect another.
 *
 * @param atMillis when, since the watch began
 * @param node who
 * @param about whom
 * @param kind {@code suspect} or {@code restore}
 * @param reason why
 */
record Sighting(long atMillis, String node, String about, String kind, String reason) {

    static final String SUSPECT = "suspect";
    static final String RESTORE = "restore";

    boolean isSuspicion() {
        return kind.equals(SUSPECT);
    }

    Sighting since(long millis) {
        return new Sighting(atMillis - millis, node, about, kind, reason);
    }
}
