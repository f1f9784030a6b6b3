package dev.strategos.examples.process;

import java.io.IOException;

/** Whether a person looks. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether standard output goes to a terminal. The JDK's own answer, {@code System.console()}, changed in JDK 22.
     *
     * @return true if so; false if that cannot be known
     */
    public static boolean showsOutput() {
        try {
            return new ProcessBuilder("sh", "-c", "test -t 1")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
