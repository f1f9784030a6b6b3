package dev.strategos.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampSettings;
import dev.strategos.examples.generals.GeneralPlay;
import dev.strategos.examples.process.ChildNode;
import dev.strategos.examples.process.ChildNodes;
import dev.strategos.examples.process.Loopback;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes started one by one from their files, as on several machines: nobody launches them together, and the file tells the start. */
class NodeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void fourFilesMakeOneCluster() throws IOException {
        Group group = Group.named("general-1", "general-2", "general-3", "general-4");
        Map<NodeId, InetSocketAddress> addresses = Loopback.freeAddresses(group);
        Map<String, String> members = new LinkedHashMap<>();
        addresses.forEach((id, address) -> members.put(id.name(), "127.0.0.1:" + address.getPort()));
        Instant start = Instant.now().plusSeconds(20);
        DevelopmentCa authority = DevelopmentCa.create("node test");
        try (ChildNodes nodes = ChildNodes.inTemporaryFolder("node-test")) {
            for (NodeId id : group) {
                Path config = nodes.folder().resolve(id + ".json");
                PemFiles pem = authority.issue(id).writePem(nodes.folder());
                new NodeFile(
                                id.name(),
                                "node-test",
                                "0.0.0.0:" + addresses.get(id).getPort(),
                                members,
                                new NodeFile.Tls(
                                        pem.certificateChain().getFileName().toString(),
                                        pem.privateKey().getFileName().toString(),
                                        pem.trust().getFileName().toString()),
                                false,
                                new GeneralPlay(
                                        new CampSettings(
                                                "oral",
                                                1,
                                                List.of(),
                                                500,
                                                50,
                                                1,
                                                start.toString(),
                                                null,
                                                Map.of(),
                                                Map.of(),
                                                false),
                                        "attack",
                                        null,
                                        false,
                                        null))
                        .write(config, GeneralPlay.NAME);
                nodes.start(id, config);
            }
            for (ChildNode node : nodes.all()) {
                node.await("ready", PATIENCE);
            }
            for (ChildNode node : nodes.all()) {
                assertThat(node.await("finished", PATIENCE).path("decision").asText())
                        .as("decision of %s", node.id())
                        .isEqualTo("attack");
            }
        }
    }
}
