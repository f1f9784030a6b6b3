package dev.strategos.byzantine;

import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a lieutenant came to its decision in OM(m), path by path: the information-gathering tree with the votes of each level.
 *
 * <p>A path's votes are what its last general said to the lieutenant itself, and what each further path turns out to say; their
 * majority, or the default, is what the path turns out to say.
 *
 * <pre>{@code
 * VoteTree<String> tree = VoteTree.of(agreement, protocol.faults(), "retreat");
 * tree.relayed().forEach(path -> System.out.println(path.path() + " turns out to say " + path.outcome()));
 * }</pre>
 *
 * @param path through whose hands the value came: the commander first
 * @param said what its last general said to this lieutenant; null if nothing came in time or could be read, which counts as the default
 * @param relayed the paths that are longer by one general; none in the last round
 * @param outcome what the majority of the votes is
 * @param <V> the values
 */
public record VoteTree<V>(List<NodeId> path, @Nullable V said, List<VoteTree<V>> relayed, V outcome) {

    /** Keeps copies. */
    public VoteTree {
        path = List.copyOf(path);
        relayed = List.copyOf(relayed);
    }

    /**
     * The tree of a lieutenant, of what it heard up to now.
     *
     * @param agreement a lieutenant's part in an agreement by {@link OralMessages}
     * @param faults m
     * @param defaultValue the group's default
     * @param <V> the values
     * @return the tree, whose outcome is the decision once the last round closed
     * @throws IllegalArgumentException if the agreement is the commander's, or has other rounds than m+1
     */
    public static <V> VoteTree<V> of(Agreement<V> agreement, int faults, V defaultValue) {
        Map<List<NodeId>, Report<V>> reports = new LinkedHashMap<>();
        for (int round = 1; round <= faults + 1; round++) {
            agreement.heard(round).forEach(report -> reports.put(report.path(), report));
        }
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("agreement: must be a lieutenant's, but is the commander's");
        }
        return tree(List.of(agreement.commander()), reports, defaultValue);
    }

    private static <V> VoteTree<V> tree(List<NodeId> path, Map<List<NodeId>, Report<V>> reports, V defaultValue) {
        Report<V> report = reports.get(path);
        V said = report == null ? null : report.value();
        List<VoteTree<V>> relayed = new ArrayList<>();
        for (List<NodeId> longer : reports.keySet()) {
            if (longer.size() == path.size() + 1
                    && longer.subList(0, path.size()).equals(path)) {
                relayed.add(tree(longer, reports, defaultValue));
            }
        }
        return new VoteTree<>(path, said, relayed, majority(said, relayed, defaultValue));
    }

    private static <V> V majority(@Nullable V said, List<VoteTree<V>> relayed, V defaultValue) {
        List<V> values = new ArrayList<>(List.of(defaultValue));
        int[] ballot = new int[relayed.size() + 1];
        ballot[0] = number(said == null ? defaultValue : said, values);
        for (int vote = 1; vote < ballot.length; vote++) {
            ballot[vote] = number(relayed.get(vote - 1).outcome(), values);
        }
        return values.get(Majority.of(ballot, 0, ballot.length, EigTree.DEFAULT));
    }

    private static <V> int number(V value, List<V> values) {
        int number = values.indexOf(value);
        if (number < 0) {
            values.add(value);
            return values.size() - 1;
        }
        return number;
    }

    /**
     * The votes of this path, counted.
     *
     * @param defaultValue the group's default, for which a missing value counts
     * @return how many votes each value has, in the order of their first appearance
     */
    public Map<V, Integer> votes(V defaultValue) {
        Map<V, Integer> votes = new LinkedHashMap<>();
        votes.put(said == null ? defaultValue : said, 1);
        relayed.forEach(path -> votes.merge(path.outcome(), 1, Integer::sum));
        return votes;
    }
}
