package dev.strategos.testkit.sim;

import dev.strategos.testkit.trace.TraceView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Draws every failed {@link SimTest}: {@code target/traces/<test>-<seed>.html}, a {@link TraceView} of the run as
 * short as it could be made, with the violation pinned.
 *
 * <p>Found by {@link java.util.ServiceLoader}; nobody needs to call it.
 */
public final class FailurePicture implements FailureReport {

    private static final Path FOLDER = Path.of("target", "traces");

    /** For the service loader. */
    public FailurePicture() {}

    @Override
    public Optional<String> report(FailedRun run) {
        String test =
                run.scenario().substring(run.scenario().lastIndexOf('.') + 1).replace('#', '.');
        Path file = FOLDER.resolve(test.replaceAll("[^A-Za-z0-9._$-]", "_") + "-" + run.seed() + ".html")
                .toAbsolutePath();
        try {
            TraceView.of(run.trace())
                    .title(test + ", seed " + run.seed())
                    .note(firstLine(run.failure()))
                    .decode(run.messages())
                    .violations(run.violation().map(List::of).orElse(List.of()))
                    .write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("no picture of the failure: " + file + " cannot be written", e);
        }
        return Optional.of("Look at it: " + file.toUri());
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
