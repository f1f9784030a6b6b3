package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    /** The first choice of the first column takes the only row that the second can have. */
    @Test
    void movesMarksToMakeRoom() {
        boolean[][] marks = Assignment.find(new int[] {1, 1}, new int[] {-1, 1}, new int[] {1, 1});
        assertThat(marks).isDeepEqualTo(new boolean[][] {{false, true}, {true, false}});
    }

    @Test
    void saysWhereThereIsNoWay() {
        assertThat(Assignment.find(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1}))
                .isEmpty();
        assertThat(Assignment.find(new int[] {2}, new int[] {0}, new int[] {1, 1}))
                .isEmpty();
    }

    /** It finds a way just where trying all marks does, and what it finds is one. */
    @Test
    void equalsTryingAll() {
        Random random = new Random(7);
        int found = 0;
        for (int run = 0; run < 1_000; run++) {
            int columns = 1 + random.nextInt(4);
            int rows = 1 + random.nextInt(4);
            int[] demand = random.ints(columns, 0, rows + 1).toArray();
            int[] forbidden = random.ints(columns, -1, rows).toArray();
            int[] room = random.ints(rows, 0, columns + 1).toArray();
            boolean[][] marks = Assignment.find(demand, forbidden, room);
            boolean possible = false;
            for (int all = 0; all < 1 << columns * rows && !possible; all++) {
                boolean[][] tried = new boolean[columns][rows];
                for (int bit = 0; bit < columns * rows; bit++) {
                    tried[bit / rows][bit % rows] = (all >>> bit & 1) != 0;
                }
                possible = fits(tried, demand, forbidden, room);
            }
            assertThat(marks.length > 0).as("run %s", run).isEqualTo(possible);
            if (possible) {
                assertThat(fits(marks, demand, forbidden, room))
                        .as("run %s", run)
                        .isTrue();
                found++;
            }
        }
        assertThat(found).isBetween(100, 900);
    }

    private static boolean fits(boolean[][] marks, int[] demand, int[] forbidden, int[] room) {
        int[] taken = new int[room.length];
        for (int column = 0; column < marks.length; column++) {
            int made = 0;
            for (int row = 0; row < room.length; row++) {
                if (marks[column][row]) {
                    made++;
                    taken[row]++;
                    if (row == forbidden[column]) {
                        return false;
                    }
                }
            }
            if (made != demand[column]) {
                return false;
            }
        }
        for (int row = 0; row < room.length; row++) {
            if (taken[row] > room[row]) {
                return false;
            }
        }
        return true;
    }
}
