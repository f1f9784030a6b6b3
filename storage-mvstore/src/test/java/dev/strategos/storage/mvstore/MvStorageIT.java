package dev.strategos.storage.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and real kills. */
class MvStorageIT {

    private static final int KILLS = 25;

    @TempDir
    private Path parent;

    private Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Batches.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads until a line says that one more batch is durable, or the process has ended. */
    private static int durable(BufferedReader lines, int before) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return before;
        }
        assertThat(line).matches("opening|" + (before + 1) + " Durable\\[]");
        return line.equals("opening") ? before : before + 1;
    }

    @Test
    void aKilledProcessLeavesWhatWasDurableAndNeverHalfABatch() throws IOException, InterruptedException {
        Path directory = parent.resolve("data");
        int last = -1;
        int written = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            SplittableRandom random = new SplittableRandom(kill);
            // Many soon, in the opening; some in the thick of it.
            int lines = kill % 5 == 0 ? 1 : 2 + random.nextInt(60);
            int spins = random.nextInt(200_000);
            Process process = start(directory);
            int durable = last;
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (int i = 0; i < lines; i++) {
                    durable = durable(output, durable);
                }
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                // The handle's kill leaves the output open, and what the process said last in it.
                process.toHandle().destroyForcibly();
                for (int before = -2; before != durable; ) {
                    before = durable;
                    durable = durable(output, durable);
                }
                assertThat(process.waitFor()).as("killed").isEqualTo(137);
            } finally {
                process.destroyForcibly();
            }
            try (MvStorage storage = MvStorage.open(directory, Runnable::run)) {
                int now = History.last(storage);
                assertThat(now)
                        .as("kill %s: the last batch, of which %s was durable", kill, durable)
                        .isBetween(durable, durable + 4);
                written += now - last;
                last = now;
            }
        }
        assertThat(written).as("batches of all lives").isGreaterThan(KILLS * 5);
    }

    @Test
    void anotherProcessIsRefused() throws IOException, InterruptedException {
        Path directory = parent.resolve("data");
        try (MvStorage storage = MvStorage.open(directory, Runnable::run)) {
            Process process = start(directory);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(said)
                    .contains("StorageException: the storage in '" + directory
                            + "' is open already, in this process or another; one directory serves one node");
            assertThat(History.last(storage)).isEqualTo(-1);
        }
    }
}
