package dev.strategos.examples.node;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.process.Loopback;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The files of a cluster on this machine: a free address, an identity and a config for each node. */
public final class ClusterFiles {

    private ClusterFiles() {}

    /**
     * Writes them.
     *
     * @param folder where to
     * @param cluster the cluster's name
     * @param group the nodes
     * @param example how config files name the example
     * @param plays the part of each node
     * @return the config file of each node
     * @throws IOException if a file cannot be written
     */
    public static Map<NodeId, Path> write(
            Path folder, String cluster, Group group, String example, Function<NodeId, Play> plays) throws IOException {
        DevelopmentCa authority = DevelopmentCa.create("Strategos " + cluster);
        Map<String, String> members = new LinkedHashMap<>();
        Loopback.freeAddresses(group)
                .forEach((id, address) ->
                        members.put(id.name(), address.getAddress().getHostAddress() + ":" + address.getPort()));
        Map<NodeId, Path> configs = new LinkedHashMap<>();
        for (NodeId id : group) {
            PemFiles pem = authority.issue(id).writePem(folder);
            NodeFile.Tls tls = new NodeFile.Tls(
                    folder.relativize(pem.certificateChain()).toString(),
                    folder.relativize(pem.privateKey()).toString(),
                    folder.relativize(pem.trust()).toString());
            Path config = folder.resolve(id + ".json");
            new NodeFile(id.name(), cluster, null, members, tls, false, plays.apply(id)).write(config, example);
            configs.put(id, config);
        }
        return configs;
    }
}
