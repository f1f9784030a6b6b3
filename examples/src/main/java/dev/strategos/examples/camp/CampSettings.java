package dev.strategos.examples.camp;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.node.Play.Stage;
import dev.strategos.transport.netty.NettyConfigBuilder;
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
 * What a config file says of a general's camp.
 *
 * @param algorithm as the option takes it, such as {@code oral}
 * @param faults m, how many traitors are tolerated
 * @param traitors who lies; usually nobody
 * @param delta Δ in milliseconds, from a message's sending to its handling
 * @param skew ε in milliseconds, the spread of the nodes' common start
 * @param seed where a traitor's lies come from
 * @param start the common start, as {@code 2026-11-20T12:00:00Z}; absent: a line {@code start <instant>} on standard input tells it
 * @param secretKey signed only: the file with this general's Ed25519 seed in hex
 * @param publicKeys signed only: everybody's Ed25519 public key in hex
 * @param conspirators signed only, at a traitor: the secret-key files of all traitors
 * @param unguarded oral only: whether fewer than 3m+1 generals play, which is unsafe
 */
public record CampSettings(
        String algorithm,
        int faults,
        List<String> traitors,
        long delta,
        long skew,
        long seed,
        @Nullable String start,
        @Nullable String secretKey,
        Map<String, String> publicKeys,
        Map<String, String> conspirators,
        boolean unguarded) {

    /**
     * Fills in what may be absent.
     *
     * @throws IllegalArgumentException if a value is not allowed
     */
    public CampSettings {
        traitors = traitors == null ? List.of() : List.copyOf(traitors);
        publicKeys = publicKeys == null ? Map.of() : new LinkedHashMap<>(publicKeys);
        conspirators = conspirators == null ? Map.of() : new LinkedHashMap<>(conspirators);
        Algorithm.named(algorithm);
        if (delta < 1 || skew < 0) {
            throw new IllegalArgumentException(
                    "delta must be at least 1 and skew at least 0 milliseconds, but were " + delta + " and " + skew);
        }
    }

    /**
     * Declares what generals assume of nodes and timing.
     *
     * @param config the node's configuration so far
     */
    public void configure(NettyConfigBuilder config) {
        config.nodeModel(NodeModel.byzantine(faults));
        config.timingModel(
                Algorithm.named(algorithm).isAsynchronous()
                        ? TimingModel.asynchronous()
                        : TimingModel.synchronous(Duration.ofMillis(delta), 0, Duration.ofMillis(skew)));
    }

    /**
     * The camp.
     *
     * @param group all generals
     * @return the camp that these settings describe
     */
    public Camp camp(Group group) {
        return new Camp(
                Algorithm.named(algorithm),
                group,
                faults,
                traitors.stream().map(NodeId::of).toList(),
                Duration.ofMillis(delta),
                Duration.ofMillis(skew),
                seed,
                unguarded);
    }

    /**
     * This general's keys; any will do where nothing is signed.
     *
     * @param camp who they are
     * @param self this general
     * @param folder where relative paths start
     * @return what it knows of keys
     */
    public CampKeys keys(Camp camp, NodeId self, Path folder) {
        if (camp.algorithm() != Algorithm.SIGNED) {
            return CampKeys.of(camp, self, CampKeys.generate(camp));
        }
        Map<NodeId, Bytes> all = new LinkedHashMap<>();
        publicKeys.forEach(
                (name, key) -> all.put(NodeId.of(name), Bytes.of(HexFormat.of().parseHex(key))));
        Map<NodeId, Ed25519.Key> fellows = new LinkedHashMap<>();
        conspirators.forEach((name, file) -> fellows.put(NodeId.of(name), readKey(folder.resolve(file))));
        if (secretKey == null) {
            throw new CouldNotRunException("secretKey: must be given for signed messages");
        }
        return new CampKeys(readKey(folder.resolve(secretKey)), Ed25519.verifier(all), fellows);
    }

    private static Ed25519.Key readKey(Path file) {
        try {
            return Ed25519.fromSeed(
                    Bytes.of(HexFormat.of().parseHex(Files.readString(file).strip())));
        } catch (IOException | IllegalArgumentException e) {
            throw new CouldNotRunException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The common start: the file's, or what standard input tells.
     *
     * @param stage what surrounds the part
     * @return the instant
     */
    public Instant commonStart(Stage stage) {
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

    /**
     * Stays, as others may still need this node's acknowledgements: until told to go, or until everybody must have decided.
     *
     * @param stage what surrounds the part
     * @param end when everybody has decided
     */
    public void linger(Stage stage, Instant end) {
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
}
