package dev.strategos.examples.camp;

import dev.strategos.examples.launch.Transport;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all commands with generals have in common. */
public final class CampOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--algorithm",
            paramLabel = "oral|signed|king|phase-king|bracha|async",
            defaultValue = "oral",
            description =
                    "OM(m): n ≥ 3m+1; SM(m), signed by Ed25519: n ≥ m+2; of generals also king: n ≥ 3m+1, and phase-king: n ≥ 4m+1;"
                            + " and without any bound on time bracha, reliable broadcast, and async, binary agreement: n ≥ 3m+1."
                            + " Default: ${DEFAULT-VALUE}.")
    private Algorithm algorithm = Algorithm.ORAL;

    @Option(
            names = "--transport",
            paramLabel = "tcp|memory",
            defaultValue = "tcp",
            description = "Processes over TCP, or one process in virtual time. Default: ${DEFAULT-VALUE}.")
    private Transport transport = Transport.TCP;

    @Option(names = "--plain", description = "TCP without TLS: declares this network trusted.")
    private boolean plain;

    @Option(
            names = "--delta",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "Δ: the bound on a message's delay. Default: ${DEFAULT-VALUE}.")
    private int delta;

    @Option(
            names = "--skew",
            paramLabel = "MS",
            defaultValue = "100",
            description = "ε: the spread of the common start. Default: ${DEFAULT-VALUE}.")
    private int skew;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where the traitors' lies come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** Made by a command. */
    public CampOptions() {}

    /**
     * Checks what must hold of them together.
     *
     * @throws ParameterException if it does not
     */
    public void check() {
        if (delta < 1 || skew < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--delta, --skew: must be at least 1 and 0, but were " + delta + " and " + skew);
        }
        if (plain && isInMemory()) {
            throw new ParameterException(spec.commandLine(), "--plain: is for --transport tcp");
        }
    }

    /**
     * By what they agree.
     *
     * @return the algorithm
     */
    public Algorithm algorithm() {
        return algorithm;
    }

    /**
     * Whether they are in one process, in virtual time.
     *
     * @return false if each is a process of its own
     */
    public boolean isInMemory() {
        return transport == Transport.MEMORY;
    }

    /**
     * Whether they speak TCP without TLS.
     *
     * @return true if the network is declared trusted
     */
    public boolean isPlain() {
        return plain;
    }

    /**
     * Where they are, in words.
     *
     * @return such as {@code in memory, in virtual time}
     */
    public String where() {
        if (isInMemory()) {
            return "in memory, in virtual time";
        }
        return "each a process of its own, over TCP" + (plain ? "" : " with mutual TLS 1.3");
    }

    /**
     * The bound on a message's delay.
     *
     * @return Δ
     */
    public Duration delta() {
        return Duration.ofMillis(delta);
    }

    /**
     * The spread of the common start.
     *
     * @return ε
     */
    public Duration skew() {
        return Duration.ofMillis(skew);
    }

    /**
     * Where the traitors' lies come from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }
}
