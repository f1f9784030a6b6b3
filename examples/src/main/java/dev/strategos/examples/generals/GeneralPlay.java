package dev.strategos.examples.generals;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.node.Play;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One general of a battle as a part in a config file. The first of the file's members commands.
 *
 * @param algorithm {@code oral} or {@code signed}
 * @param faults m, how many traitors are tolerated
 * @param order what the commander orders
 * @param traitors who lies; usually nobody
 * @param delta Δ in milliseconds, from a message's sending to its handling
 * @param skew ε in milliseconds, the spread of the nodes' common start
 * @param seed where a traitor's lies come from
 * @param start the common start, as {@code 2026-11-20T12:00:00Z}; absent: a line {@code start <instant>} on standard input tells it
 * @param secretKey signed only: the file with this general's Ed25519 seed in hex
 * @param publicKeys signed only: everybody's Ed25519 public key in hex
 * @param conspirators signed only, at a traitor: the secret-key files of all traitors
 * @param killAfterRound stands still once this round closed, and waits to be killed; absent: lives
 */
public record GeneralPlay(
        String algorithm,
        int faults,
        String order,
        List<String> traitors,
        long delta,
        long skew,
        long seed,
        @Nullable String start,
        @Nullable String secretKey,
        Map<String, String> publicKeys,
        Map<String, String> conspirators,
        @Nullable Integer killAfterRound)
        implements Play {

    /** How config files name it. */
    public static final String NAME = "generals";

    /**
     * Fills in what may be absent.
     *
     * @throws IllegalArgumentException if a value is not allowed
     */
    public GeneralPlay {
        traitors = traitors == null ? List.of() : List.copyOf(traitors);
        publicKeys = publicKeys == null ? Map.of() : new LinkedHashMap<>(publicKeys);
        conspirators = conspirators == null ? Map.of() : new LinkedHashMap<>(conspirators);
        if (!Algorithm.ORAL.option().equals(algorithm)
                && !Algorithm.SIGNED.option().equals(algorithm)) {
            throw new IllegalArgumentException("algorithm: must be oral or signed, but was '" + algorithm + "'");
        }
        if (order == null || delta < 1 || skew < 0) {
            throw new IllegalArgumentException(
                    "order must be given, delta be at least 1 and skew at least 0 milliseconds, but were '" + order
                            + "', " + delta + " and " + skew);
        }
    }

    @Override
    public void configure(NettyConfigBuilder config) {
        config.nodeModel(dev.strategos.core.model.NodeModel.byzantine(faults));
        config.timingModel(
                dev.strategos.core.model.TimingModel.synchronous(Duration.ofMillis(delta), 0, Duration.ofMillis(skew)));
    }

    @Override
    public int play(NettyNode node, Stage stage) {
        Battle battle = new Battle(
                Algorithm.valueOf(algorithm.toUpperCase(java.util.Locale.ROOT)),
                stage.group(),
                faults,
                order,
                traitors.stream().map(NodeId::of).toList(),
                null,
                Duration.ofMillis(delta),
                Duration.ofMillis(skew),
                seed);
        BattleKeys keys = keys(battle, node.id(), stage.folder());
        General general = node.run(General.program(battle, keys, stage.plain()));
        general.allMet().join();
        stage.voice().tell("ready", "all " + battle.group().size() + " generals have met", null);
        Instant commonStart = commonStart(stage);
        boolean accepted = node.execute(() -> {
            long now = System.nanoTime();
            long ahead = Duration.between(Instant.now(), commonStart).toNanos();
            general.begin(now + ahead, round -> closed(round, general, stage));
        });
        if (!accepted) {
            throw new CouldNotRunException("the node's queue is full");
        }
        GeneralReport report = general.report().join();
        stage.voice().tell("finished", sentence(report), report);
        linger(stage, commonStart.plus(battle.duration()));
        return report.missedStart() ? Exit.COULD_NOT_RUN : Exit.HELD;
    }

    private void closed(int round, General general, Stage stage) {
        if (killAfterRound != null && killAfterRound == round) {
            stage.voice().tell("reached", "round " + round + " closed; waiting to be killed", general.lastWords(round));
            // Not a step further, on purpose: the loop stands still until the process is killed.
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    private static String sentence(GeneralReport report) {
        return report.missedStart()
                ? report.general() + " missed the start"
                : report.general() + " decided: " + report.decision();
    }

    private Instant commonStart(Stage stage) {
        try {
            if (start != null) {
                return Instant.parse(start);
            }
            String line = stage.voice().listen().orElseThrow(() -> new CouldNotRunException("nobody told the start"));
            if (!line.startsWith("start ")) {
                throw new CouldNotRunException("expected 'start <instant>', but was told '" + line + "'");
            }
            return Instant.parse(line.substring("start ".length()));
        } catch (DateTimeParseException e) {
            throw new CouldNotRunException(
                    "start: must be an instant such as 2026-11-20T12:00:00Z: " + e.getMessage(), e);
        }
    }

    /** Others may still need this node's acknowledgements: stays until told to go, or until everybody must have decided. */
    private void linger(Stage stage, Instant end) {
        if (start == null) {
            stage.voice().awaitEnd();
            return;
        }
        for (Duration left = Duration.between(Instant.now(), end);
                !left.isNegative();
                left = Duration.between(Instant.now(), end)) {
            LockSupport.parkNanos(this, left.toNanos() + 1);
        }
    }

    private BattleKeys keys(Battle battle, NodeId self, Path folder) {
        if (battle.algorithm() == Algorithm.ORAL) {
            return BattleKeys.of(battle, self, BattleKeys.generate(battle));
        }
        Map<NodeId, Bytes> all = new LinkedHashMap<>();
        publicKeys.forEach(
                (name, key) -> all.put(NodeId.of(name), Bytes.of(HexFormat.of().parseHex(key))));
        Map<NodeId, Ed25519.Key> fellows = new LinkedHashMap<>();
        conspirators.forEach((name, file) -> fellows.put(NodeId.of(name), readKey(folder.resolve(file))));
        if (secretKey == null) {
            throw new CouldNotRunException("secretKey: must be given for signed messages");
        }
        return new BattleKeys(readKey(folder.resolve(secretKey)), Ed25519.verifier(all), fellows);
    }

    private static Ed25519.Key readKey(Path file) {
        try {
            return Ed25519.fromSeed(
                    Bytes.of(HexFormat.of().parseHex(Files.readString(file).strip())));
        } catch (IOException | IllegalArgumentException e) {
            throw new CouldNotRunException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
