package dev.strategos.examples.launch;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress of what takes long, on standard error: standard output is for results. */
public final class Progress {

    private Progress() {}

    /**
     * A bar that begins at zero; close it at the end.
     *
     * @param task what takes long
     * @param most how many steps it takes
     * @param silent whether nothing is to be shown, as nobody looks
     * @return the bar
     */
    public static ProgressBar bar(String task, long most, boolean silent) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .hideEta()
                .setUpdateIntervalMillis(200)
                .setConsumer(silent ? new Silence() : new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
