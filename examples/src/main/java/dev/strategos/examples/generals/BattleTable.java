package dev.strategos.examples.generals;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A battle for a person to read. */
final class BattleTable {

    /** More reports of one round than this are counted, not listed. */
    private static final int MOST_LISTED = 6;

    /** Of more rounds than this, all reports are counted, so that they fit side by side. */
    private static final int MOST_ROUNDS_LISTED = 4;

    private final BattleResult result;
    private final Battle battle;

    BattleTable(BattleResult result) {
        this.result = result;
        this.battle = result.battle();
    }

    void print(PrintStream out) {
        out.println(table());
        out.printf(
                Locale.ROOT,
                "%nrounds %d   messages %d   bytes %d   %selapsed %s%s%n%n",
                result.rounds(),
                result.counters().physicalMessages(),
                result.counters().bytes(),
                signatures(),
                text(Duration.ofNanos(result.elapsedNanos())),
                result.stage().virtualTime() ? " of virtual time" : "");
        if (battle.camp().algorithm() == Algorithm.ASYNC) {
            out.println("coin: each general's own; tossed only where the votes of a round left nobody certain");
        }
        out.println(verdict("IC1 agreement", result.agreement(), "all loyal lieutenants decided the same"));
        out.println(verdict("IC2 validity", result.validity(), whyValid()));
    }

    private String signatures() {
        return battle.camp().algorithm() != Algorithm.SIGNED
                ? ""
                : "signatures " + result.counters().signatures() + "   verifications "
                        + result.counters().verifications() + "   ";
    }

    private String table() {
        List<ColumnData<GeneralReport>> columns = new ArrayList<>();
        columns.add(column("general", report -> report.general().name()));
        columns.add(column("role", report -> role(report.general())));
        columns.add(column("loyal?", report -> battle.camp().isTraitor(report.general()) ? "TRAITOR" : "loyal"));
        for (int round = 1; round <= battle.camp().rounds(); round++) {
            int index = round - 1;
            String header =
                    battle.camp().algorithm().isAsynchronous() ? "heard from the commander" : "heard in round " + round;
            columns.add(column(header, report -> heard(report, index)));
        }
        columns.add(column("decision", this::decision));
        return AsciiTable.getTable(
                AsciiTable.FANCY_ASCII, new ArrayList<>(result.reports().values()), columns);
    }

    private static ColumnData<GeneralReport> column(
            String header, java.util.function.Function<GeneralReport, String> text) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .with(text);
    }

    private String role(NodeId general) {
        return general.equals(battle.commander()) ? "commander" : "lieutenant";
    }

    private String heard(GeneralReport report, int index) {
        if (report.heard().size() <= index) {
            return "–";
        }
        List<GeneralReport.Heard> heard = report.heard().get(index);
        if (heard.isEmpty()) {
            return "–";
        }
        if (heard.size() <= MOST_LISTED && battle.camp().rounds() <= MOST_ROUNDS_LISTED) {
            return heard.stream()
                    .map(one -> number(one.from()) + ": " + words(one.value()))
                    .collect(Collectors.joining(", "));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        heard.forEach(one -> counts.merge(words(one.value()), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + "× " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String number(NodeId general) {
        return general.name().substring(general.name().lastIndexOf('-') + 1);
    }

    /** Where there are kings, a general may speak and have nothing to propose. */
    private String words(@Nullable String value) {
        return Objects.requireNonNullElse(value, battle.camp().algorithm().kings() == null ? "silence" : "nothing");
    }

    private String decision(GeneralReport report) {
        if (battle.isKilled(report.general())) {
            return "killed after round " + Objects.requireNonNull(battle.kill()).round();
        }
        if (battle.camp().isTraitor(report.general())) {
            return "(does not matter)";
        }
        if (report.missedStart()) {
            return "missed the start";
        }
        return Objects.requireNonNullElse(report.decision(), "none");
    }

    private String whyValid() {
        if (!battle.isBound(battle.commander())) {
            return battle.camp().isTraitor(battle.commander())
                    ? "a traitor's orders bind nobody"
                    : "a commander that died binds nobody";
        }
        return "the commander is loyal, and ordered " + battle.order();
    }

    private static String verdict(String property, boolean holds, String why) {
        return property + (holds ? " holds" : " IS VIOLATED") + " (" + why + ")";
    }

    /** Such as {@code 4.2 s} or {@code 38 ms}. */
    static String text(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) >= 0
                ? String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9)
                : String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
