package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.List;

/**
 * OM(m) as the paper writes it, by recursion and without any tree: what the packed one is compared with.
 *
 * <p>Generals are 0 to n−1, values numbers, 0 the default. A channel says what a recipient gets when the last general of a path tells it
 * a value; for a loyal general that is the value.
 */
final class PlainOralMessages {

    /** What arrives at the recipient when the last general on the path, holding the value, tells it. */
    @FunctionalInterface
    interface Channel {
        int tell(List<Integer> path, int recipient, int value);
    }

    private final int generals;
    private final Channel channel;

    PlainOralMessages(int generals, Channel channel) {
        this.generals = generals;
        this.channel = channel;
    }

    /** What each general decides; the commander its own order. */
    int[] decisions(int m, int commander, int order) {
        List<Integer> all = new ArrayList<>();
        for (int general = 0; general < generals; general++) {
            all.add(general);
        }
        all.remove(Integer.valueOf(commander));
        int[] decisions = new int[generals];
        run(m, List.of(commander), all, order, decisions);
        decisions[commander] = order;
        return decisions;
    }

    /** OM(m) with the path's last general as the commander of these lieutenants; gives what each lieutenant uses. */
    private void run(int m, List<Integer> path, List<Integer> lieutenants, int order, int[] used) {
        int[] received = new int[generals];
        for (int lieutenant : lieutenants) {
            received[lieutenant] = channel.tell(path, lieutenant, order);
        }
        if (m == 0) {
            lieutenants.forEach(lieutenant -> used[lieutenant] = received[lieutenant]);
            return;
        }
        int[][] votes = new int[generals][generals];
        for (int lieutenant : lieutenants) {
            votes[lieutenant][lieutenant] = received[lieutenant];
            List<Integer> others = new ArrayList<>(lieutenants);
            others.remove(Integer.valueOf(lieutenant));
            List<Integer> longer = new ArrayList<>(path);
            longer.add(lieutenant);
            int[] turnsOut = new int[generals];
            run(m - 1, longer, others, received[lieutenant], turnsOut);
            others.forEach(other -> votes[other][lieutenant] = turnsOut[other]);
        }
        for (int lieutenant : lieutenants) {
            used[lieutenant] = majority(lieutenants, votes[lieutenant]);
        }
    }

    private static int majority(List<Integer> voters, int[] votes) {
        for (int candidate : voters) {
            long agreeing = voters.stream()
                    .filter(voter -> votes[voter] == votes[candidate])
                    .count();
            if (2 * agreeing > voters.size()) {
                return votes[candidate];
            }
        }
        return 0;
    }
}
