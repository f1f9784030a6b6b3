package dev.strategos.examples.flp;

import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.byzantine.randomized.Values;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The scheduler that keeps the nodes divided. It loses nothing, holds nothing back beyond the round, crashes nobody and lies to nobody: it only chooses the
 * order in which messages arrive.
 *
 * <p>Two nodes are for the side that the coin is not expected to show; call them keepers. It lets them and one more see that side alone in AUX, so that in
 * CONF the keepers see it alone, and nobody decides, as the coin shows the other; and it lets the other two see both, so that they take the
 * coin's. Then two are for either side again.
 */
final class Stalling {

    private final Assembly assembly;

    Stalling(Assembly assembly) {
        this.assembly = assembly;
    }

    /**
     * Plays one round.
     *
     * @param round which one all nodes are in
     * @param coin how the coin will fall in it: known, of a clockwork; guessed, of a real coin
     * @return false if the nodes are not divided, so that there is nothing left to be done
     */
    boolean play(int round, boolean coin) {
        List<NodeId> keepers = new ArrayList<>();
        List<NodeId> others = new ArrayList<>();
        Assembly.GROUP.forEach(node -> (assembly.estimate(node) == coin ? others : keepers).add(node));
        boolean isDivided = keepers.size() == others.size();
        if (isDivided) {
            stall(round, !coin, keepers, others.get(0), others.get(1));
        }
        assembly.deliver(letter -> letter.message().round() <= round);
        return isDivided;
    }

    private void stall(int round, boolean kept, List<NodeId> keepers, NodeId helper, NodeId dissenter) {
        List<NodeId> three = new ArrayList<>(keepers);
        three.add(helper);
        Values side = Values.of(kept);
        Values other = Values.of(!kept);
        // Three let the kept side in first, the dissenter the other one; in the end all let in both.
        assembly.deliver(vote(round, Kind.BVAL, side).and(letter -> three.contains(letter.to())));
        assembly.deliver(vote(round, Kind.BVAL, other));
        assembly.deliver(vote(round, Kind.BVAL, side));
        // Three see the kept side alone; the dissenter sees both.
        assembly.deliver(of(round, Kind.AUX).and(between(three, three)));
        assembly.deliver(of(round, Kind.AUX).and(between(keepers, List.of(dissenter))));
        // The keepers see it alone once more; the helper hears of the dissenter in time.
        assembly.deliver(of(round, Kind.CONF).and(between(three, keepers)));
        assembly.deliver(of(round, Kind.CONF).and(between(List.of(dissenter, keepers.get(0)), List.of(helper))));
        assembly.deliver(of(round, Kind.CONF).and(between(keepers, List.of(dissenter))));
    }

    private static Predicate<Assembly.Letter> of(int round, Kind kind) {
        return letter -> letter.message() instanceof Vote vote && vote.round() == round && vote.kind() == kind;
    }

    private static Predicate<Assembly.Letter> vote(int round, Kind kind, Values values) {
        return of(round, kind).and(letter -> letter.message() instanceof Vote vote && vote.values() == values);
    }

    private static Predicate<Assembly.Letter> between(List<NodeId> from, List<NodeId> to) {
        return letter -> from.contains(letter.from()) && to.contains(letter.to());
    }
}
