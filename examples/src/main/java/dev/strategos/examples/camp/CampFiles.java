package dev.strategos.examples.camp;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.node.NodeFile;
import dev.strategos.examples.node.Play;
import dev.strategos.testkit.tls.DevelopmentCa;
import dev.strategos.testkit.tls.PemFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what each general's process reads: its config file, its certificate and its keys, and nobody else's secrets. */
final class CampFiles {

    private final Camp camp;
    private final Path folder;
    private final Map<NodeId, Ed25519.Key> keys;
    private final Map<String, String> members = new LinkedHashMap<>();
    private final @Nullable DevelopmentCa authority;

    CampFiles(
            Camp camp,
            Path folder,
            Map<NodeId, InetSocketAddress> addresses,
            Map<NodeId, Ed25519.Key> keys,
            boolean plain) {
        this.camp = camp;
        this.folder = folder;
        this.keys = keys;
        this.authority = plain ? null : DevelopmentCa.create("Strategos generals");
        addresses.forEach((id, address) ->
                members.put(id.name(), address.getAddress().getHostAddress() + ":" + address.getPort()));
    }

    /**
     * Writes one general's files, and hands back the path of its config.
     *
     * @param name how config files name the example
     * @param play the general's part
     */
    Path write(NodeId general, String name, Function<CampSettings, Play> play) throws IOException {
        Path config = folder.resolve(general + ".json");
        new NodeFile(
                        general.name(),
                        name,
                        null,
                        members,
                        identity(general),
                        authority == null,
                        play.apply(settings(general)))
                .write(config, name);
        return config;
    }

    private NodeFile.@Nullable Tls identity(NodeId general) throws IOException {
        if (authority == null) {
            return null;
        }
        PemFiles pem = authority.issue(general).writePem(folder);
        return new NodeFile.Tls(name(pem.certificateChain()), name(pem.privateKey()), name(pem.trust()));
    }

    private CampSettings settings(NodeId general) throws IOException {
        boolean signed = camp.algorithm() == Algorithm.SIGNED;
        Map<String, String> publicKeys = new LinkedHashMap<>();
        Map<String, String> conspirators = new LinkedHashMap<>();
        if (signed) {
            for (Map.Entry<NodeId, Ed25519.Key> entry : keys.entrySet()) {
                publicKeys.put(
                        entry.getKey().name(), hex(entry.getValue().publicKey().toArray()));
                if (camp.isTraitor(general) && camp.isTraitor(entry.getKey())) {
                    conspirators.put(entry.getKey().name(), writeSecret(entry.getKey(), entry.getValue()));
                }
            }
        }
        return new CampSettings(
                camp.algorithm().option(),
                camp.faults(),
                camp.isTraitor(general)
                        ? camp.traitors().stream().map(NodeId::name).toList()
                        : List.of(),
                camp.delta().toMillis(),
                camp.skew().toMillis(),
                camp.seed(),
                null,
                signed ? writeSecret(general, keys.get(general)) : null,
                publicKeys,
                conspirators,
                camp.unguarded());
    }

    private String writeSecret(NodeId general, Ed25519.@Nullable Key key) throws IOException {
        if (key == null) {
            throw new IllegalArgumentException("keys: there is none for '" + general + "'");
        }
        Path file = folder.resolve(general + ".ed25519");
        Files.writeString(file, hex(key.seed().toArray()));
        return name(file);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }
}
