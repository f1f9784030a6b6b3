package dev.strategos.examples.generals;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.Report;
import dev.strategos.byzantine.VoteTree;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.testkit.properties.Violation;
import dev.strategos.testkit.trace.MessageNotes;
import dev.strategos.testkit.trace.Outline;
import dev.strategos.testkit.trace.TraceView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A battle as a picture: the messages, and beside them how each loyal lieutenant came to its decision. By oral messages that is
 * the tree of who said that who said what, with the votes of each level; by signed ones the orders and through whose hands they came; with
 * kings what each said in each round.
 *
 * @param notes what happened
 * @param agreements each general's part
 */
record BattlePicture(MessageNotes notes, Map<NodeId, Agreement<String>> agreements) {

    /** More paths than this of one lieutenant are a page that nobody reads: then only the votes of the first levels are listed. */
    private static final int MOST_PATHS = 400;

    void write(BattleResult result, Path file) {
        Battle battle = result.battle();
        List<Violation> violations = new ArrayList<>();
        if (!result.agreement()) {
            violations.add(new Violation("IC1", null, "the loyal lieutenants decided " + decisions(result)));
        }
        if (!result.validity()) {
            violations.add(new Violation(
                    "IC2", null, "the loyal commander ordered " + battle.order() + ": " + decisions(result)));
        }
        try {
            TraceView.of(notes.records())
                    .decode(notes)
                    .title(battle.title() + ", seed " + battle.camp().seed())
                    .note(
                            battle.camp().traitors().isEmpty()
                                    ? "all are loyal"
                                    : "traitors: "
                                            + battle.camp().traitors().stream()
                                                    .map(NodeId::name)
                                                    .collect(Collectors.joining(", ")))
                    .violations(violations)
                    .outlines(outlines(battle))
                    .write(file);
        } catch (IOException e) {
            throw new CouldNotRunException("--trace: " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String decisions(BattleResult result) {
        return result.bound().stream()
                .filter(report -> !report.general().equals(result.battle().commander()))
                .map(report -> report.general() + ": " + report.decision())
                .collect(Collectors.joining(", "));
    }

    private List<Outline> outlines(Battle battle) {
        List<Outline> outlines = new ArrayList<>();
        agreements.forEach((general, agreement) -> {
            if (battle.isBound(general) && !general.equals(battle.commander())) {
                outlines.add(new Outline(
                        "How " + general + " decided",
                        agreement.decision().orElse("not at all"),
                        battle.camp().algorithm() == Algorithm.ORAL
                                ? tree(battle, agreement)
                                : orders(battle, agreement)));
            }
        });
        return outlines;
    }

    private static List<Outline> tree(Battle battle, Agreement<String> agreement) {
        VoteTree<String> tree = VoteTree.of(agreement, battle.camp().faults(), Battle.RETREAT);
        int paths = 0;
        int levels = 0;
        for (int round = 1; round <= battle.camp().rounds() && paths <= MOST_PATHS; round++) {
            paths += agreement.heard(round).size();
            levels += paths <= MOST_PATHS ? 1 : 0;
        }
        return List.of(outline(tree, battle, Math.max(1, levels)));
    }

    /** A path, its votes, and what they come to; below it the paths that are longer. */
    private static Outline outline(VoteTree<String> tree, Battle battle, int levels) {
        String speaker = tree.path().get(tree.path().size() - 1).name();
        String said = speaker + mark(battle, tree.path()) + " said " + words(tree.said());
        if (tree.relayed().isEmpty()) {
            return Outline.line(said, "");
        }
        List<Outline> below = levels == 1
                ? List.of()
                : tree.relayed().stream()
                        .map(path -> outline(path, battle, levels - 1))
                        .toList();
        String votes = tree.votes(Battle.RETREAT).entrySet().stream()
                .map(vote -> vote.getValue() + " " + vote.getKey())
                .collect(Collectors.joining(", "));
        return new Outline(said, "votes: " + votes + " → " + tree.outcome(), below);
    }

    private static String mark(Battle battle, List<NodeId> path) {
        return battle.camp().isTraitor(path.get(path.size() - 1)) ? " (traitor)" : "";
    }

    private static List<Outline> orders(Battle battle, Agreement<String> agreement) {
        List<Outline> rounds = new ArrayList<>();
        for (int round = 1; round <= battle.camp().rounds(); round++) {
            List<Outline> heard = agreement.heard(round).stream()
                    .map(report -> order(battle, report))
                    .toList();
            rounds.add(new Outline("round " + round, heard.isEmpty() ? "nothing" : "", heard));
        }
        return rounds;
    }

    private static Outline order(Battle battle, Report<String> report) {
        if (battle.camp().algorithm() != Algorithm.SIGNED) {
            return Outline.line(report.from() + mark(battle, report.path()) + " said " + words(report.value()), "");
        }
        String chain = report.path().stream()
                .map(general -> general + (battle.camp().isTraitor(general) ? " (traitor)" : ""))
                .collect(Collectors.joining(" > "));
        return Outline.line(
                words(report.value()) + ", signed by " + chain, report.counts() ? "accepted" : "known already");
    }

    private static String words(@Nullable String value) {
        return Objects.requireNonNullElse(value, "nothing");
    }
}
