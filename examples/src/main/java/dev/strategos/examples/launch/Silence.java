package dev.strategos.examples.launch;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Shows no progress. */
final class Silence implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
        return 0;
    }

    @Override
    public void accept(String rendered) {}

    @Override
    public void close() {}
}
