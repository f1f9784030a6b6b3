package dev.strategos.examples.logged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.process.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A logged link over TCP, on disks, between processes that are killed. */
class LoggedLinkIT {

    private static final long MESSAGES = 3_000;
    private static final int KILLS = 8;

    @TempDir
    private Path scratch;

    private final Map<NodeId, InetSocketAddress> addresses =
            Loopback.freeAddresses(Group.of(LoggedNode.SENDER, LoggedNode.RECEIVER));
    private Process sender;
    private Process receiver;
    private BufferedReader lines;
    private long length;

    private Process start(NodeId node) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggedNode.class.getName(),
                        node.name(),
                        scratch.resolve(node.name()).toString(),
                        Integer.toString(addresses.get(LoggedNode.SENDER).getPort()),
                        Integer.toString(addresses.get(LoggedNode.RECEIVER).getPort()),
                        Long.toString(MESSAGES))
                .redirectError(scratch.resolve(node.name() + ".err").toFile())
                .start();
    }

    private void startReceiver() throws IOException {
        receiver = start(LoggedNode.RECEIVER);
        lines = receiver.inputReader(StandardCharsets.UTF_8);
    }

    private void awaitLogOf(long entries) throws IOException {
        while (length < entries) {
            readLength();
        }
    }

    private void readLength() throws IOException {
        String line = lines.readLine();
        assertThat(line).as("what the receiver says").matches("\\d+");
        length = Long.parseLong(line);
    }

    @AfterEach
    void end() {
        for (Process process : new Process[] {sender, receiver}) {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void killedProcessesLoseAndRepeatNothing() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        long interrupted = 0;
        sender = start(LoggedNode.SENDER);
        startReceiver();
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitLogOf(MESSAGES * kill / (KILLS + 2) + random.nextInt(100));
            if (random.nextBoolean()) {
                sender.destroyForcibly().waitFor();
                sender = start(LoggedNode.SENDER);
            } else {
                receiver.destroyForcibly().waitFor();
                startReceiver();
                readLength();
                interrupted += length < MESSAGES ? 1 : 0;
            }
        }
        assertThat(interrupted).as("kills of the receiver in the thick of it").isGreaterThan(1);
        awaitLogOf(MESSAGES);
    }
}
