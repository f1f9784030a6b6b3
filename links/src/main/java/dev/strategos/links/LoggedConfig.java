package dev.strategos.links;

/**
 * The settings of a {@link LoggedLink}. The two ends may differ.
 *
 * <p>Immutable, for any thread.
 *
 * @param window how many messages per peer may be stored here and not yet acknowledged, 1 to 65,536
 * @param windowBytes how many bytes they may have together, 1 KiB to 1 GiB
 * @param logEntries how many entries the log may hold, at least 1; senders wait when it is full
 * @param logBytes how many bytes the log's messages may have together, at least 1 KiB
 */
public record LoggedConfig(int window, int windowBytes, int logEntries, long logBytes) {

    private static final int MAX_WINDOW = 1 << 16;
    private static final int MIN_BYTES = 1 << 10;
    private static final int MAX_WINDOW_BYTES = 1 << 30;

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LoggedConfig {
        requireWithin("window", 1, MAX_WINDOW, window);
        requireWithin("windowBytes", MIN_BYTES, MAX_WINDOW_BYTES, windowBytes);
        requireWithin("logEntries", 1, Integer.MAX_VALUE, logEntries);
        requireWithin("logBytes", MIN_BYTES, Long.MAX_VALUE, logBytes);
    }

    /**
     * 1,024 messages and 1 MiB per peer on their way, 65,536 messages and 64 MiB in the log.
     *
     * @return the settings
     */
    public static LoggedConfig defaults() {
        return new LoggedConfig(1 << 10, 1 << 20, 1 << 16, 64L << 20);
    }

    private static void requireWithin(String field, long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + ": must be " + least + " to " + most + ", but was " + value);
        }
    }
}
