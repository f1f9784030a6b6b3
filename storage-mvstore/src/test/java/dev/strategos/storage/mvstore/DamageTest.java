package dev.strategos.storage.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is not as it was written gives a clear error or an earlier commit, never anything between. */
class DamageTest {

    private static final int BLOCK = 4096;
    private static final int COMMITS = 60;

    @TempDir
    private Path parent;

    private byte[] before;
    private byte[] after;

    @BeforeEach
    void write() throws IOException {
        DiskUnderTest disk = new DiskUnderTest(parent);
        for (int i = 0; i < COMMITS; i++) {
            sync(disk, i);
        }
        before = Files.readAllBytes(disk.directory().resolve("store.mv"));
        sync(disk, COMMITS);
        after = Files.readAllBytes(disk.directory().resolve("store.mv"));
        disk.close();
    }

    private static void sync(DiskUnderTest disk, int number) {
        boolean[] done = new boolean[1];
        disk.onLoop(storage -> {
            History.put(storage, number);
            storage.sync(result -> done[0] = true);
        });
        disk.await("batch " + number, () -> done[0]);
    }

    /** The last batch in a file of these bytes, or −2 if they are refused. */
    private int opened(byte[] bytes, int run) throws IOException {
        Path directory = parent.resolve("run" + run);
        Files.createDirectory(directory);
        Files.write(directory.resolve("store.mv"), bytes);
        int last;
        try (MvStorage storage = MvStorage.open(directory, Runnable::run)) {
            last = History.last(storage);
            // It goes on from there, or fails to: damage may lie where only a write comes.
            History.put(storage, last + 1);
        } catch (StorageException e) {
            assertThat(e.getMessage())
                    .startsWith("the storage in '" + directory + "' ")
                    .containsPattern("is damaged: |did not close in order: ");
            return -2;
        }
        try (MvStorage again = MvStorage.open(directory, Runnable::run)) {
            assertThat(History.last(again)).isEqualTo(last + 1);
        }
        return last;
    }

    /** A loss of power leaves any of the blocks written since the last force, and not the others. */
    @Test
    void anyBlocksOfTheLastCommitMayBeMissing() throws IOException {
        int[] outcomes = new int[2];
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] torn = Arrays.copyOf(after, random.nextBoolean() ? after.length : Math.max(before.length, BLOCK));
            for (int block = 0; block * BLOCK < torn.length; block++) {
                int from = block * BLOCK;
                int to = Math.min(from + BLOCK, torn.length);
                if (random.nextBoolean()) {
                    Arrays.fill(torn, from, to, (byte) 0);
                    System.arraycopy(
                            before,
                            Math.min(from, before.length),
                            torn,
                            from,
                            Math.max(0, Math.min(to, before.length) - from));
                }
            }
            int last = opened(torn, seed);
            assertThat(last).as("seed %s", seed).isBetween(COMMITS - 1, COMMITS);
            outcomes[last - (COMMITS - 1)]++;
        }
        assertThat(outcomes[0]).as("commits rolled back").isPositive();
    }

    @Test
    void aTruncatedFileRollsBackOrIsRefused() throws IOException {
        int rolledBack = 0;
        for (int seed = 0; seed < 60; seed++) {
            int length = new SplittableRandom(seed).nextInt(after.length);
            int last = opened(Arrays.copyOf(after, length), seed);
            rolledBack += last >= 0 ? 1 : 0;
        }
        assertThat(rolledBack).as("files that could be opened").isPositive();
    }

    @Test
    void flippedBitsAndBlocksOfZeroRollBackOrAreRefused() throws IOException {
        int refused = 0;
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = after.clone();
            if (random.nextInt(3) > 0) {
                for (int i = 1 << random.nextInt(8); i > 0; i--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
            } else {
                int block = random.nextInt(damaged.length / BLOCK) * BLOCK;
                Arrays.fill(damaged, block, block + BLOCK, (byte) 0);
            }
            int last = opened(damaged, seed);
            refused += last == -2 ? 1 : 0;
        }
        assertThat(refused).as("files that were refused").isPositive();
    }
}
