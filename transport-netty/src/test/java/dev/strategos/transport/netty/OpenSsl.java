package dev.strategos.transport.netty;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The system's {@code openssl s_client}: TLS that neither the JDK nor Netty had a hand in. */
final class OpenSsl {

    private OpenSsl() {}

    /** Assumes the test away where openssl is missing, but for where {@code CI} is set: there it has to be installed. */
    static void assumePresent() throws InterruptedException {
        boolean present;
        try {
            Process version = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            present = version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException missing) {
            present = false;
        }
        if (System.getenv("CI") != null && !present) {
            throw new AssertionError("openssl is missing, and CI must have it");
        }
        assumeTrue(present, "openssl is missing on this machine, so no foreign TLS client was tried");
    }

    /** Runs a client, and the action while it is there. */
    static void whileConnecting(InetSocketAddress address, List<String> options, Runnable action) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "openssl", "s_client", "-connect", address.getAddress().getHostAddress() + ":" + address.getPort()));
        command.addAll(options);
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            action.run();
        } finally {
            client.destroyForcibly();
        }
    }
}
