package dev.strategos.byzantine;

/** What sets one algorithm, with its m and its group, apart from another. */
record AgreementSpec<V>(
        String name, int faults, GroupConfig<V> config, Bytes hash, MessageFormat format, long longestMessage) {

    int rounds() {
        return faults + 1;
    }
}
