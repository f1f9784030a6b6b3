package dev.strategos.byzantine;

/** What sets one algorithm, with its m and its group, apart from another. */
record AgreementSpec<V>(
        String name,
        int faults,
        int rounds,
        GroupConfig<V> config,
        Bytes hash,
        MessageFormat format,
        long longestMessage) {

    /** Of m+1 rounds. */
    AgreementSpec(
            String name, int faults, GroupConfig<V> config, Bytes hash, MessageFormat format, long longestMessage) {
        this(name, faults, faults + 1, config, hash, format, longestMessage);
    }
}
