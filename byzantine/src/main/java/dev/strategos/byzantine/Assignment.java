package dev.strategos.byzantine;

import java.util.Arrays;

/**
 * Spreads marks over rows: each column marks so many different rows, never a certain one, and each row takes only so many marks. An
 * augmenting-path search (Kuhn 1955), so that a way is found whenever there is one.
 */
final class Assignment {

    private static final int NONE = -1;

    private final int[] demand;
    private final int[] forbidden;
    private final int[] room;
    private final boolean[][] marks;

    private Assignment(int[] demand, int[] forbidden, int[] room) {
        this.demand = demand;
        this.forbidden = forbidden;
        this.room = room;
        this.marks = new boolean[demand.length][room.length];
    }

    /**
     * Finds a way.
     *
     * @param demand how many rows each column marks
     * @param forbidden the row that each column leaves out; negative for none
     * @param room how many marks each row takes
     * @return which column marks which row; empty if there is no way
     */
    static boolean[][] find(int[] demand, int[] forbidden, int[] room) {
        Assignment assignment = new Assignment(demand, forbidden, room.clone());
        return assignment.fill() ? assignment.marks : new boolean[0][];
    }

    private boolean fill() {
        for (int column = 0; column < demand.length; column++) {
            for (int mark = 0; mark < demand[column]; mark++) {
                if (!place(column, new boolean[room.length], NONE)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Marks one more row of the column, other than the one just taken from it, moving others' marks where that makes room. */
    private boolean place(int column, boolean[] tried, int taken) {
        for (int row = 0; row < room.length; row++) {
            if (tried[row] || row == taken || row == forbidden[column] || marks[column][row]) {
                continue;
            }
            tried[row] = true;
            if (room[row] > 0 || makeRoom(row, tried)) {
                room[row]--;
                marks[column][row] = true;
                return true;
            }
        }
        return false;
    }

    private boolean makeRoom(int row, boolean[] tried) {
        for (int other = 0; other < marks.length; other++) {
            if (marks[other][row] && place(other, tried, row)) {
                marks[other][row] = false;
                room[row]++;
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(marks);
    }
}
