package dev.strategos.benchmarks.links;

/** Where the two ends live. Figures of one layout say nothing about the other's. */
enum Layout {
    /** Each in a process of its own, as in production. */
    TWO_JVMS("two JVMs"),
    /** Both in one process. */
    ONE_JVM("one JVM");

    private final String label;

    Layout(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
