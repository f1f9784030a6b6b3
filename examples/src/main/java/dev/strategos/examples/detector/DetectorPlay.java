package dev.strategos.examples.detector;

import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.node.Play;
import dev.strategos.links.FairLossLink;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * A node that watches all others of the file, as a part in a config file. It tells whom it suspects and restores; asked {@code report
 * <number>} it tells all as {@code report-<number>}; {@code cut} and {@code heal} close and open its end of the network.
 *
 * @param estimator chen, bertier, phi, growing or fixed
 * @param intervalMillis between heartbeats
 */
public record DetectorPlay(String estimator, long intervalMillis) implements Play {

    /** How config files name it. */
    public static final String NAME = "detector";

    private static final String CHANNEL = "detector";

    @Override
    public void configure(NettyConfigBuilder config, Path folder) {
        // ◊P takes what the defaults declare: crash-recovery and partial synchrony.
    }

    @Override
    public int play(NettyNode node, Stage stage) {
        Post post = node.run(env -> {
            Gate gate = new Gate(
                    stage.plain()
                            ? FairLossLink.trusting(env.open(CHANNEL), "the user declared this network trusted")
                            : FairLossLink.over(env.open(CHANNEL)));
            Sentinel sentinel = new Sentinel(
                    gate,
                    config(),
                    System::currentTimeMillis,
                    sighting -> stage.voice()
                            .tell(
                                    sighting.kind(),
                                    sighting.node() + " " + sighting.kind() + "s " + sighting.about() + ": "
                                            + sighting.reason(),
                                    sighting));
            return new Post(gate, sentinel);
        });
        stage.voice().tell("ready", node.id() + " watches", null);
        for (String line = stage.voice().listen().orElse("");
                !line.isEmpty();
                line = stage.voice().listen().orElse("")) {
            obey(node, stage, post, line);
        }
        return Exit.HELD;
    }

    private static void obey(NettyNode node, Stage stage, Post post, String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "cut" -> post(node, post.gate::close);
            case "heal" -> post(node, post.gate::open);
            case "report" -> {
                CompletableFuture<SentinelReport> report = new CompletableFuture<>();
                post(node, () -> report.complete(post.sentinel.report()));
                stage.voice().tell("report-" + words[words.length - 1], node.id() + " goes on", report.join());
            }
            default ->
                throw new CouldNotRunException(
                        "expected 'report <number>', 'cut' or 'heal', but was told '" + line + "'");
        }
    }

    private static void post(NettyNode node, Runnable action) {
        if (!node.execute(action)) {
            throw new CouldNotRunException("the node's queue is full");
        }
    }

    private EventuallyPerfectConfig config() {
        Duration interval = Duration.ofMillis(intervalMillis);
        EstimatorChoice choice = EstimatorChoice.valueOf(estimator.toUpperCase(Locale.ROOT));
        return EventuallyPerfectConfig.every(interval).withEstimation(choice.estimation(interval));
    }

    private record Post(Gate gate, Sentinel sentinel) {}
}
