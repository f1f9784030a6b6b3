package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The votes in one instance of OM(k), once it is settled what its commander told whom and who shall use the order. */
final class OralBallot {

    /** Columns that are alike: of lieutenants who were told the same and shall use the same, or of traitors. */
    private static final class Kind {
        final List<Integer> columns = new ArrayList<>();
        final int reach;
        int below = -1;
        int above = -1;

        /**
         * The two counts nearest to what is wished for.
         *
         * @param reach how many of those who shall have the order can get this vote
         * @param counts how many may get it, as bits
         */
        Kind(int reach, int counts) {
            this.reach = reach;
            for (int count = 0; count < Integer.SIZE && counts >>> count != 0; count++) {
                boolean possible = (counts >>> count & 1) != 0;
                if (possible && count <= reach) {
                    below = count;
                }
                if (possible && count >= reach && above < 0) {
                    above = count;
                }
            }
        }
    }

    private final OralOutcomes.Instance instance;
    private final int wanted;
    private final int[] told;
    private final int loyal;
    private final int votes;
    private final int needed;
    private final List<Kind> kinds;
    private final int[] chosen;

    OralBallot(OralOutcomes.Instance instance, int wanted, int[] told, OralOutcomes outcomes) {
        this.instance = instance;
        this.wanted = wanted;
        this.told = told;
        this.loyal = instance.loyal();
        this.votes = loyal + instance.traitors();
        this.needed = votesNeeded(votes);
        this.kinds = kinds(outcomes);
        this.chosen = new int[votes];
    }

    /** How many votes for the order make it the shipped majority: so many and more do, fewer do not, in whatever order they come. */
    static int votesNeeded(int votes) {
        int needed = votes + 1;
        for (int count = votes; count >= 0; count--) {
            boolean wins = order(votes, count, 0) == OralAdversary.ORDER;
            for (int first = 1; first <= votes - count; first++) {
                if ((order(votes, count, first) == OralAdversary.ORDER) != wins) {
                    throw new IllegalStateException("the majority of " + count + " out of " + votes
                            + " votes depends on which come first: the search does not hold for it");
                }
            }
            if (wins && count + 1 < needed) {
                throw new IllegalStateException("a majority of " + count + " out of " + votes
                        + " votes is lost with one vote more: the search does not hold for it");
            }
            needed = wins ? count : needed;
        }
        return needed;
    }

    /** The majority of a ballot with the votes for the order in one row, behind so many others. */
    private static int order(int votes, int count, int behind) {
        int[] ballot = new int[votes];
        Arrays.fill(ballot, behind, behind + count, OralAdversary.ORDER);
        return Majority.of(ballot, 0, votes, OralAdversary.DEFAULT);
    }

    private List<Kind> kinds(OralOutcomes outcomes) {
        Kind[] ofLoyal = new Kind[4];
        for (int lieutenant = 0; lieutenant < loyal; lieutenant++) {
            int kind = 2 * told[lieutenant] + (lieutenant < wanted ? 1 : 0);
            if (ofLoyal[kind] == null) {
                int counts = outcomes.counts(instance.underLoyal(told[lieutenant]));
                ofLoyal[kind] = new Kind(lieutenant < wanted ? wanted - 1 : wanted, counts);
            }
            ofLoyal[kind].columns.add(lieutenant);
        }
        List<Kind> all = new ArrayList<>();
        for (Kind kind : ofLoyal) {
            if (kind != null) {
                all.add(kind);
            }
        }
        if (instance.traitors() > 0) {
            Kind traitors = new Kind(wanted, outcomes.counts(instance.underTraitor()));
            for (int column = loyal; column < votes; column++) {
                traitors.columns.add(column);
            }
            all.add(traitors);
        }
        return all;
    }

    /** A way to spread the votes; null if there is none. */
    @Nullable
    OralVotes votes() {
        return votesFrom(0);
    }

    /** Columns that are alike differ only in how many of them take the lower count. */
    private @Nullable OralVotes votesFrom(int next) {
        if (next == kinds.size()) {
            return spread();
        }
        Kind kind = kinds.get(next);
        int size = kind.columns.size();
        int least = kind.above < 0 ? size : 0;
        int most = kind.below < 0 || kind.below == kind.above ? least : size;
        for (int lower = least; lower <= most; lower++) {
            for (int i = 0; i < size; i++) {
                chosen[kind.columns.get(i)] = i < lower ? kind.below : kind.above;
            }
            OralVotes votes = votesFrom(next + 1);
            if (votes != null) {
                return votes;
            }
        }
        return null;
    }

    private @Nullable OralVotes spread() {
        int[] denied = new int[votes];
        int[] given = new int[votes];
        int[] own = new int[votes];
        for (Kind kind : kinds) {
            for (int column : kind.columns) {
                denied[column] = Math.max(0, kind.reach - chosen[column]);
                given[column] = Math.max(0, chosen[column] - kind.reach);
                own[column] = column < loyal ? column : -1;
            }
        }
        int[] mayBeDenied = new int[loyal];
        int[] mayBeGiven = new int[loyal];
        for (int lieutenant = 0; lieutenant < loyal; lieutenant++) {
            int spare = lieutenant < wanted ? votes - 1 + told[lieutenant] - needed : needed - 1 - told[lieutenant];
            if (spare < 0) {
                return null;
            }
            (lieutenant < wanted ? mayBeDenied : mayBeGiven)[lieutenant] = spare;
        }
        boolean[][] denials = Assignment.find(denied, own, mayBeDenied);
        boolean[][] gifts = Assignment.find(given, own, mayBeGiven);
        return denials.length < votes || gifts.length < votes ? null : votes(denials, gifts);
    }

    private OralVotes votes(boolean[][] denials, boolean[][] gifts) {
        List<List<Integer>> says = new ArrayList<>();
        for (int column = 0; column < votes; column++) {
            List<Integer> said = new ArrayList<>();
            for (int lieutenant = 0; lieutenant < loyal; lieutenant++) {
                boolean order = lieutenant < wanted ? !denials[column][lieutenant] : gifts[column][lieutenant];
                if (lieutenant != column) {
                    said.add(order ? OralAdversary.ORDER : OralAdversary.DEFAULT);
                }
            }
            says.add(said);
        }
        return new OralVotes(Arrays.stream(told).boxed().toList(), says.subList(0, loyal), says.subList(loyal, votes));
    }
}
