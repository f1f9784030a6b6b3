package dev.strategos.examples.camp;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.node.Play;
import dev.strategos.examples.process.ChildNode;
import dev.strategos.examples.process.ChildNodes;
import dev.strategos.examples.process.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A camp over TCP: each general is a process of its own on loopback, with a key and a certificate made for the run.
 *
 * <p>Waits until all have met, and tells them one start a little ahead.
 */
public final class CampProcesses implements AutoCloseable {

    private static final Duration MEETING = Duration.ofSeconds(60);
    private static final Duration LEAD = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Camp camp;
    private final ChildNodes nodes;

    private CampProcesses(Camp camp, ChildNodes nodes) {
        this.camp = camp;
        this.nodes = nodes;
    }

    /**
     * Starts all processes; returns when their common start has been told.
     *
     * @param camp who they are
     * @param plain whether they speak plain TCP
     * @param name how config files name the example
     * @param play each general's part
     * @return the processes; close them
     */
    public static CampProcesses begin(
            Camp camp, boolean plain, String name, BiFunction<NodeId, CampSettings, Play> play) {
        ChildNodes nodes = ChildNodes.inTemporaryFolder(name);
        try {
            Map<NodeId, InetSocketAddress> addresses = Loopback.freeAddresses(camp.group());
            Map<NodeId, Ed25519.Key> keys = CampKeys.generate(camp);
            CampFiles files = new CampFiles(camp, nodes.folder(), addresses, keys, plain);
            for (NodeId general : camp.group()) {
                nodes.start(general, files.write(general, name, settings -> play.apply(general, settings)));
            }
            for (ChildNode node : nodes.all()) {
                node.await("ready", MEETING);
            }
            Instant start = Instant.now().plus(LEAD);
            nodes.all().forEach(node -> node.tell("start " + start));
            return new CampProcesses(camp, nodes);
        } catch (IOException e) {
            nodes.close();
            throw new CouldNotRunException("the run's files cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            nodes.close();
            throw e;
        }
    }

    /**
     * One general's process.
     *
     * @param general who
     * @return its process
     */
    public ChildNode get(NodeId general) {
        return nodes.get(general);
    }

    /**
     * What a general tells in time.
     *
     * @param general who
     * @param event the event's name
     * @param type of what belongs to it
     * @param <T> of what belongs to it
     * @return what it told
     */
    public <T> T await(NodeId general, String event, Class<T> type) {
        return nodes.get(general).await(event, camp.duration().plus(GRACE), type);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
