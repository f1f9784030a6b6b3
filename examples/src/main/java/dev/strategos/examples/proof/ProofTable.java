package dev.strategos.examples.proof;

import dev.strategos.byzantine.OralStrategy;
import dev.strategos.byzantine.OralVerdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** What the search found for a person to read: a table for each number of traitors. */
final class ProofTable {

    private static final int WIDTH = 12;

    private final ProofResult result;

    ProofTable(ProofResult result) {
        this.result = result;
    }

    void print(PrintStream out) {
        int most =
                result.verdicts().stream().mapToInt(OralVerdict::faults).max().orElse(0);
        int before = 0;
        for (OralVerdict verdict : result.verdicts()) {
            if (verdict.traitors() != before) {
                before = verdict.traitors();
                header(before, most, out);
            }
            if (verdict.faults() == 1) {
                out.printf(Locale.ROOT, "%n%6d  ", verdict.generals());
            }
            out.print(cell(verdict));
        }
        out.println();
        out.println();
        legend(out);
    }

    private static void header(int traitors, int most, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%nf = %d: %s%n%n     n  ",
                traitors,
                traitors == 1 ? "one traitor" : traitors + " traitors");
        for (int faults = 1; faults <= most; faults++) {
            out.print(padded("OM(" + faults + ")"));
        }
    }

    private static String cell(OralVerdict verdict) {
        String conditions = verdict.strategies().stream()
                .map(OralStrategy::condition)
                .map(condition -> condition.name().substring(2))
                .collect(Collectors.joining("+"));
        String text = verdict.isSafe() ? "✓" : "✗ IC" + conditions;
        String padded = padded(verdict.isAdmitted() ? text : "(" + text + ")");
        return Ansi.AUTO.string("@|" + (verdict.isSafe() ? "green" : "red") + " " + padded + "|@");
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(1, WIDTH - text.length()));
    }

    private void legend(PrintStream out) {
        List.of(
                        "✓ no strategy breaks it      ✗ one breaks IC1 (agreement), IC2 (obedience) or both",
                        "( ) refused by OralMessages.over, which demands n > 3m      f > m: more traitors than OM(m) is made for")
                .forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%n%d combinations in %.1f s: %d safe, %d not. Of the %d that Theorem 1 speaks of (n > 3m, f ≤ m), %s.%n",
                result.verdicts().size(),
                result.millis() / 1e3,
                result.safe(),
                result.verdicts().size() - result.safe(),
                result.promised(),
                result.isAsProven() ? "all are safe" : "NOT ALL ARE SAFE");
        if (!result.files().isEmpty()) {
            out.println(result.files().size() + " strategies written to "
                    + result.files().get(0).getParent() + "; each file begins with the command that plays it");
        }
    }
}
