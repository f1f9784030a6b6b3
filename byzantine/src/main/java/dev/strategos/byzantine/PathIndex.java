package dev.strategos.byzantine;

/**
 * Ranks the paths of an information-gathering tree: who said that who said … what the commander said.
 *
 * <p>One general's tree has a level per round. Level k holds the paths of k generals: the commander, then k−1 distinct relayers out of
 * the u = n−2 generals that are neither the commander nor oneself, named here by their positions 0 to u−1. A path's rank is a
 * number in mixed radix whose most significant digit is the <em>last</em> relayer, each digit counting only the positions not
 * used by the more significant ones. So what relayer j says in a round is one contiguous block of its level, and that block is itself
 * a level of the smaller tree without j, in the same order:
 *
 * <pre>
 * u = 3, level 3    path  1·0  2·0  0·1  2·1  0·2  1·2     (first relayer · last relayer)
 *                   rank   0    1    2    3    4    5
 *                        └ from 0 ┘└ from 1 ┘└ from 2 ┘
 * </pre>
 *
 * <p>Dropping all paths through one general keeps the order of the rest. Hence what a relayer sends is its own level without the paths
 * through the recipient, as they stand, and what the recipient has to store is just a copy.
 *
 * <p>Shared by all instances of one general; holds nothing of a run.
 */
final class PathIndex {

    private final int positions;
    private final int levels;
    private final int[][][] avoiding;

    PathIndex(int positions, int levels) {
        this.positions = positions;
        this.levels = levels;
        this.avoiding = new int[levels + 1][positions][];
    }

    int positions() {
        return positions;
    }

    int levels() {
        return levels;
    }

    /** How many paths level k has: u·(u−1)·…, k−1 factors. */
    int size(int level) {
        return Math.toIntExact(falling(positions, level - 1));
    }

    /** How many paths of level k end in one relayer: the values in that relayer's message. */
    int blockSize(int level) {
        return level == 1 ? 1 : Math.toIntExact(falling(positions - 1, level - 2));
    }

    /** u·(u−1)·…, so many factors; saturates instead of overflowing. */
    static long falling(int from, int factors) {
        long product = 1;
        for (int i = 0; i < factors; i++) {
            long factor = Math.max(0, from - i);
            product = factor != 0 && product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
        }
        return product;
    }

    /** The ranks of level k's paths that do not lead through a position, in order; as many as a block of level k+1 has. */
    int[] avoiding(int level, int position) {
        int[] ranks = avoiding[level][position];
        if (ranks == null) {
            ranks = new int[Math.toIntExact(falling(positions - 1, level - 1))];
            int filled = collect(ranks, 0, 0, level, positions, position);
            if (filled != ranks.length) {
                throw new AssertionError("paths of level " + level + " around " + position + ": " + filled);
            }
            avoiding[level][position] = ranks;
        }
        return ranks;
    }

    private static int collect(int[] ranks, int filled, int offset, int level, int universe, int position) {
        if (level == 1) {
            ranks[filled] = offset;
            return filled + 1;
        }
        int block = Math.toIntExact(falling(universe - 1, level - 2));
        int next = filled;
        for (int last = 0; last < universe; last++) {
            if (last != position) {
                int within = last < position ? position - 1 : position;
                next = collect(ranks, next, offset + last * block, level - 1, universe - 1, within);
            }
        }
        return next;
    }

    /** The relayers of the path of this rank, first to last; empty on level 1. */
    int[] path(int level, int rank) {
        int[] path = new int[level - 1];
        boolean[] used = new boolean[positions];
        int rest = rank;
        for (int i = level - 2; i >= 0; i--) {
            int used1 = level - 2 - i;
            int block = Math.toIntExact(falling(positions - used1 - 1, i));
            path[i] = nthUnused(used, rest / block);
            used[path[i]] = true;
            rest %= block;
        }
        return path;
    }

    private static int nthUnused(boolean[] used, int n) {
        int left = n;
        for (int position = 0; position < used.length; position++) {
            if (!used[position] && left-- == 0) {
                return position;
            }
        }
        throw new IndexOutOfBoundsException("rank beyond the level");
    }
}
