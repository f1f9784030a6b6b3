package dev.strategos.examples.ladder;

import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.node.ClusterFiles;
import dev.strategos.examples.process.ChildNode;
import dev.strategos.examples.process.ChildNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Climbs over TCP with mutual TLS: two processes, faults injected above TCP, and crashes by {@code kill -9}. */
final class ProcessClimb {

    private static final Duration MEETING = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String JOURNAL = "journal";

    private final Climb climb;

    ProcessClimb(Climb climb) {
        this.climb = climb;
    }

    ClimbResult play() {
        try (ChildNodes nodes = ChildNodes.inTemporaryFolder("ladder")) {
            Map<NodeId, Path> configs = configs(nodes.folder());
            ChildNode receiver = start(nodes, configs, Climb.RECEIVER);
            ChildNode sender = start(nodes, configs, Climb.SENDER);
            Sender.Report first = Sender.Report.NOTHING;
            if (climb.crashes()) {
                first = send(sender, 0, climb.half(), "taken");
                if (climb.crashReceiver()) {
                    receiver.kill();
                    receiver = start(nodes, configs, Climb.RECEIVER);
                }
                if (climb.crashSender()) {
                    sender.kill();
                    sender = start(nodes, configs, Climb.SENDER);
                }
            }
            Sender.Report last = send(sender, first.sent(), climb.messages(), "settled");
            // The sender flushes as it goes, and the receiver hears it out.
            sender.end();
            receiver.end();
            return new ClimbResult(
                    climb,
                    "tcp",
                    Journal.read(nodes.folder().resolve(JOURNAL)),
                    first.then(last, !climb.crashSender()));
        } catch (IOException e) {
            throw new CouldNotRunException("the run's files cannot be written: " + e.getMessage(), e);
        }
    }

    private static ChildNode start(ChildNodes nodes, Map<NodeId, Path> configs, NodeId id) {
        Path config = configs.get(id);
        if (config == null) {
            throw new IllegalArgumentException("id: there is no config for '" + id + "'");
        }
        ChildNode node = nodes.start(id, config);
        node.await("ready", MEETING);
        return node;
    }

    private static Sender.Report send(ChildNode sender, int from, int until, String how) {
        sender.tell("send " + from + " " + until + " " + how);
        return sender.await(how, LONGEST, Sender.Report.class);
    }

    private Map<NodeId, Path> configs(Path folder) throws IOException {
        return ClusterFiles.write(
                folder,
                "ladder",
                Climb.GROUP,
                LadderPlay.NAME,
                id -> new LadderPlay(
                        climb.rung().option(),
                        climb.loss(),
                        climb.duplicate(),
                        climb.reorder(),
                        climb.seed(),
                        JOURNAL,
                        id + "-storage"));
    }
}
