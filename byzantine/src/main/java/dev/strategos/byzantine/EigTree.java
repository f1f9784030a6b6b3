package dev.strategos.byzantine;

import org.jspecify.annotations.Nullable;

/**
 * What one lieutenant heard in OM(m), and what it makes of it: an exponential-information-gathering tree, packed into one flat array
 * per level (Bar-Noy, Dolev, Dwork, Strong 1987 for the tree; {@link PathIndex} for the packing).
 *
 * <p>Values are numbers given by the caller; 0 is the default, and what counts where nothing was heard.
 */
final class EigTree {

    static final int DEFAULT = 0;

    private final PathIndex index;
    private final int[][] levels;
    private final boolean[][] heard;

    EigTree(PathIndex index) {
        this.index = index;
        this.levels = new int[index.levels() + 1][];
        this.heard = new boolean[index.levels() + 1][];
        for (int level = 1; level <= index.levels(); level++) {
            heard[level] = new boolean[level == 1 ? 1 : index.positions()];
        }
    }

    /** How many messages make a round complete: the commander's in round 1, then one of every other lieutenant. */
    int expected(int round) {
        return heard[round].length;
    }

    int blockSize(int round) {
        return index.blockSize(round);
    }

    boolean hasHeard(int round, int sender) {
        return heard[round][sender];
    }

    /** Takes note that the sender's message of the round came; without values it means the default throughout. */
    void hear(int round, int sender, int @Nullable [] values) {
        heard[round][sender] = true;
        if (values != null) {
            System.arraycopy(values, 0, level(round), sender * values.length, values.length);
        }
    }

    /** What was heard in a round and does not lead through the recipient: the message to send in the next round. */
    int[] relayTo(int recipient, int round) {
        int[] level = level(round);
        int[] ranks = index.avoiding(round, recipient);
        int[] relayed = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            relayed[i] = level[ranks[i]];
        }
        return relayed;
    }

    int value(int round, int rank) {
        return level(round)[rank];
    }

    /**
     * The value of OM(m), bottom up.
     *
     * <p>For a path σ the recursion of the paper counts one vote per lieutenant of that sub-instance: what σ's last general said to
     * oneself, and what each general outside σ, as the commander of the next smaller instance, turns out to have said about it. Paths
     * through oneself are not in the tree, so one's own relays have no vote.
     */
    int resolve() {
        int[] below = level(index.levels());
        for (int level = index.levels() - 1; level >= 1; level--) {
            below = majorities(level, below);
        }
        return below[0];
    }

    private int[] majorities(int level, int[] below) {
        int[] own = level(level);
        int votes = index.positions() - level + 2;
        int[] ballots = new int[own.length * votes];
        int[] cast = new int[own.length];
        for (int path = 0; path < own.length; path++) {
            ballots[path * votes] = own[path];
            cast[path] = 1;
        }
        int block = index.blockSize(level + 1);
        for (int relayer = 0; relayer < index.positions(); relayer++) {
            int[] paths = index.avoiding(level, relayer);
            for (int i = 0; i < block; i++) {
                int path = paths[i];
                ballots[path * votes + cast[path]++] = below[relayer * block + i];
            }
        }
        int[] resolved = new int[own.length];
        for (int path = 0; path < own.length; path++) {
            resolved[path] = Majority.of(ballots, path * votes, votes, DEFAULT);
        }
        return resolved;
    }

    private int[] level(int level) {
        int[] values = levels[level];
        if (values == null) {
            values = new int[index.size(level)];
            levels[level] = values;
        }
        return values;
    }
}
