package dev.strategos.examples.generals;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.node.NodeFile;
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
import org.jspecify.annotations.Nullable;

/** Writes what each general's process reads: its config file, its certificate and its keys, and nobody else's secrets. */
final class BattleFiles {

    private final Battle battle;
    private final Path folder;
    private final Map<String, String> members = new LinkedHashMap<>();
    private final @Nullable DevelopmentCa authority;

    BattleFiles(Battle battle, Path folder, Map<NodeId, InetSocketAddress> addresses, boolean plain) {
        this.battle = battle;
        this.folder = folder;
        this.authority = plain ? null : DevelopmentCa.create("Strategos generals");
        addresses.forEach((id, address) ->
                members.put(id.name(), address.getAddress().getHostAddress() + ":" + address.getPort()));
    }

    /** Writes one general's files, and hands back the path of its config. */
    Path write(NodeId general, Map<NodeId, Ed25519.Key> keys) throws IOException {
        Path config = folder.resolve(general + ".json");
        new NodeFile(
                        general.name(),
                        "generals",
                        null,
                        members,
                        identity(general),
                        authority == null,
                        play(general, keys))
                .write(config, GeneralPlay.NAME);
        return config;
    }

    private NodeFile.@Nullable Tls identity(NodeId general) throws IOException {
        if (authority == null) {
            return null;
        }
        PemFiles pem = authority.issue(general).writePem(folder);
        return new NodeFile.Tls(name(pem.certificateChain()), name(pem.privateKey()), name(pem.trust()));
    }

    private GeneralPlay play(NodeId general, Map<NodeId, Ed25519.Key> keys) throws IOException {
        boolean signed = battle.algorithm() == Algorithm.SIGNED;
        Map<String, String> publicKeys = new LinkedHashMap<>();
        Map<String, String> conspirators = new LinkedHashMap<>();
        if (signed) {
            for (Map.Entry<NodeId, Ed25519.Key> entry : keys.entrySet()) {
                publicKeys.put(
                        entry.getKey().name(), hex(entry.getValue().publicKey().toArray()));
                if (battle.isTraitor(general) && battle.isTraitor(entry.getKey())) {
                    conspirators.put(entry.getKey().name(), writeSecret(entry.getKey(), entry.getValue()));
                }
            }
        }
        return new GeneralPlay(
                battle.algorithm().option(),
                battle.faults(),
                battle.order(),
                battle.isTraitor(general)
                        ? battle.traitors().stream().map(NodeId::name).toList()
                        : List.of(),
                battle.delta().toMillis(),
                battle.skew().toMillis(),
                battle.seed(),
                null,
                signed ? writeSecret(general, keys.get(general)) : null,
                publicKeys,
                conspirators,
                battle.isKilled(general) && battle.kill() != null
                        ? battle.kill().round()
                        : null);
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
