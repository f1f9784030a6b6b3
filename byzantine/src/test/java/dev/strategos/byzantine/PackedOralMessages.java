package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** OM(m) by the shipped tree in lock-step, without link, clock or bytes. Takes the same channel as the plain recursion. */
final class PackedOralMessages {

    private final int generals;
    private final PlainOralMessages.Channel channel;

    PackedOralMessages(int generals, PlainOralMessages.Channel channel) {
        this.generals = generals;
        this.channel = channel;
    }

    int[] decisions(int m, int commander, int order) {
        PathIndex index = new PathIndex(generals - 2, m + 1);
        EigTree[] trees = new EigTree[generals];
        for (int general = 0; general < generals; general++) {
            if (general != commander) {
                trees[general] = new EigTree(index);
                trees[general].hear(1, 0, new int[] {channel.tell(List.of(commander), general, order)});
            }
        }
        for (int round = 2; round <= m + 1; round++) {
            for (int sender = 0; sender < generals; sender++) {
                for (int recipient = 0; recipient < generals; recipient++) {
                    if (sender != recipient && sender != commander && recipient != commander) {
                        tell(index, trees, round, sender, recipient, commander);
                    }
                }
            }
        }
        int[] decisions = new int[generals];
        for (int general = 0; general < generals; general++) {
            decisions[general] = general == commander ? order : trees[general].resolve();
        }
        return decisions;
    }

    private void tell(PathIndex index, EigTree[] trees, int round, int sender, int recipient, int commander) {
        List<Integer> seen = others(sender, commander);
        int[] ranks = index.avoiding(round - 1, seen.indexOf(recipient));
        int[] told = trees[sender].relayTo(seen.indexOf(recipient), round - 1);
        for (int i = 0; i < told.length; i++) {
            List<Integer> path = new ArrayList<>(List.of(commander));
            Arrays.stream(index.path(round - 1, ranks[i])).mapToObj(seen::get).forEach(path::add);
            path.add(sender);
            told[i] = channel.tell(path, recipient, told[i]);
        }
        trees[recipient].hear(round, others(recipient, commander).indexOf(sender), told);
    }

    private List<Integer> others(int self, int commander) {
        List<Integer> others = new ArrayList<>();
        for (int general = 0; general < generals; general++) {
            if (general != self && general != commander) {
                others.add(general);
            }
        }
        return others;
    }
}
