package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathIndexTest {

    @Test
    void ranksEveryPathOnceWithTheLastRelayerMajor() {
        PathIndex index = new PathIndex(5, 4);
        for (int level = 1; level <= 4; level++) {
            Set<List<Integer>> paths = new LinkedHashSet<>();
            int lastRelayer = 0;
            for (int rank = 0; rank < index.size(level); rank++) {
                List<Integer> path = path(index, level, rank);
                assertThat(new LinkedHashSet<>(path))
                        .as("distinct relayers in %s", path)
                        .hasSize(level - 1);
                paths.add(path);
                if (level > 1) {
                    assertThat(path.get(level - 2)).isGreaterThanOrEqualTo(lastRelayer);
                    assertThat(rank / index.blockSize(level)).isEqualTo(path.get(level - 2));
                    lastRelayer = path.get(level - 2);
                }
            }
            assertThat(paths).hasSize(index.size(level));
        }
    }

    @Test
    void whatARelayerSendsIsTheRecipientsBlockPathByPath() {
        // Generals 0 to 5 without the commander; each sees the others in ascending order.
        int generals = 6;
        PathIndex index = new PathIndex(generals - 1, 4);
        for (int level = 1; level < 4; level++) {
            for (int sender = 0; sender < generals; sender++) {
                for (int recipient = 0; recipient < generals; recipient++) {
                    if (sender != recipient) {
                        List<List<Integer>> sent = new ArrayList<>();
                        for (int rank : index.avoiding(level, position(sender, recipient))) {
                            List<Integer> path = named(index, level, rank, sender);
                            path.add(sender);
                            sent.add(path);
                        }
                        List<List<Integer>> stored = new ArrayList<>();
                        int from = position(recipient, sender) * index.blockSize(level + 1);
                        for (int rank = from; rank < from + index.blockSize(level + 1); rank++) {
                            stored.add(named(index, level + 1, rank, recipient));
                        }
                        assertThat(sent).isEqualTo(stored);
                    }
                }
            }
        }
    }

    @Test
    void hasTheSizesOfThePaper() {
        assertThat(new PathIndex(4 - 2, 2).size(2)).isEqualTo(2);
        assertThat(new PathIndex(7 - 2, 3).size(3)).isEqualTo(20);
        assertThat(new PathIndex(10 - 2, 4).size(4)).isEqualTo(336);
        assertThat(new PathIndex(13 - 2, 5).size(5)).isEqualTo(7_920);
        assertThat(new PathIndex(16 - 2, 6).size(6)).isEqualTo(240_240);
        assertThat(new PathIndex(16 - 2, 6).blockSize(6)).isEqualTo(17_160);
    }

    @Test
    void saturatesWhereThereAreTooManyPaths() {
        assertThat(PathIndex.falling(1_000, 100)).isEqualTo(Long.MAX_VALUE);
        assertThat(PathIndex.falling(3, 5)).isZero();
    }

    private static List<Integer> path(PathIndex index, int level, int rank) {
        return new ArrayList<>(Arrays.stream(index.path(level, rank)).boxed().toList());
    }

    /** Positions in {@code self}'s view turned into generals. */
    private static List<Integer> named(PathIndex index, int level, int rank, int self) {
        List<Integer> path = path(index, level, rank);
        path.replaceAll(position -> position < self ? position : position + 1);
        return path;
    }

    private static int position(int self, int other) {
        return other < self ? other : other - 1;
    }
}
