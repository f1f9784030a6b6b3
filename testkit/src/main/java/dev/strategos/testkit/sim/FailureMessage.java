package dev.strategos.testkit.sim;

import dev.strategos.testkit.properties.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** What a failed test says. */
final class FailureMessage {

    private static final int MOST_DECISIONS = 40;

    private FailureMessage() {}

    /** The error to be thrown for a failed run; keeps its seed and lets the reports be written. */
    static AssertionError of(FailedRun run, Path folder, RegressionFile kept) {
        List<RuntimeException> broken = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int split = run.scenario().indexOf('#');
        String type = run.scenario().substring(0, split);
        String method = run.scenario().substring(split + 1);
        text.append(method).append(" fails with seed ").append(run.seed()).append(": ");
        text.append(
                run.violation().map(Violation::toString).orElse(run.failure().toString()));
        text.append("\n\nRun this seed again, alone:\n  ").append(RerunCommand.of(folder, type, method, run.seed()));
        text.append(whatItTakes(run));
        kept.keep(method, run.seed(), run.failure())
                .ifPresent(line -> text.append("\n\n").append(line));
        for (FailureReport report : ServiceLoader.load(FailureReport.class)) {
            try {
                report.report(run).ifPresent(line -> text.append('\n').append(line));
            } catch (RuntimeException e) {
                broken.add(e);
            }
        }
        AssertionError error = new AssertionError(text.toString(), run.failure());
        broken.forEach(error::addSuppressed);
        return error;
    }

    private static String whatItTakes(FailedRun run) {
        StringBuilder text = new StringBuilder("\n\nWhat it takes: ");
        text.append(run.decisions().size()).append(" of ").append(run.decisionsBefore());
        text.append(" decisions of chance, ")
                .append(run.trace().size())
                .append(" of ")
                .append(run.eventsBefore());
        text.append(" events")
                .append(run.runs() == 0 ? "" : " (" + run.runs() + (run.runs() == 1 ? " run)" : " runs)"));
        run.decisions().stream()
                .limit(MOST_DECISIONS)
                .forEach(decision -> text.append("\n  ")
                        .append(Milliseconds.aligned(decision.at()))
                        .append("  ")
                        .append(decision.what()));
        int more = run.decisions().size() - MOST_DECISIONS;
        return text + (more > 0 ? "\n  … and " + more + " more" : "");
    }
}
