package dev.strategos.examples.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's config file, in JSON; comments are allowed. {@code examples/node.json} is one with every field explained.
 *
 * @param id this node's name; one of the members
 * @param cluster the cluster's name, equal at all nodes
 * @param listen where this node accepts connections, {@code host:port}; absent: its address among the members
 * @param members every node's name and address, {@code host:port}, in the order that all nodes share
 * @param tls the files of this node's identity; absent only with {@code plain}
 * @param plain true declares the network trusted: plain TCP, no identity checked
 * @param play which example, and its settings
 */
public record NodeFile(
        String id,
        String cluster,
        @Nullable String listen,
        Map<String, String> members,
        @Nullable Tls tls,
        boolean plain,
        Play play) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Checks that what is needed is there.
     *
     * @throws IllegalArgumentException if a field is missing or contradicts another
     */
    public NodeFile {
        require("id", id);
        require("cluster", cluster);
        require("members", members);
        require("play", play);
        members = new LinkedHashMap<>(members);
        if (!members.containsKey(id)) {
            throw new IllegalArgumentException(
                    "id: must be one of the members " + members.keySet() + ", but was '" + id + "'");
        }
        if ((tls == null) != plain) {
            throw new IllegalArgumentException(
                    "tls: must be given, or plain must be true to declare the network trusted, and not both");
        }
    }

    private static void require(String field, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": must be given");
        }
    }

    /**
     * The files of an identity, in PEM; relative paths start at the config file's folder.
     *
     * @param certificate this node's certificate chain; the first names the node
     * @param key its private key
     * @param trust the certificates of the authorities that are trusted
     */
    public record Tls(String certificate, String key, String trust) {}

    /**
     * Reads a config file.
     *
     * @param file its path
     * @param plays what can be played, by the names that files use
     * @return what it says
     * @throws CouldNotRunException if it cannot be read or says something wrong
     */
    public static NodeFile read(Path file, Map<String, Class<? extends Play>> plays) {
        JsonMapper mapper = JSON.rebuild().build();
        plays.forEach((name, type) -> mapper.registerSubtypes(new NamedType(type, name)));
        try {
            return mapper.readValue(Files.readAllBytes(file), NodeFile.class);
        } catch (NoSuchFileException e) {
            throw new CouldNotRunException("there is no file " + file, e);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            String what = e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null
                    ? refused.getMessage()
                    : e.getOriginalMessage();
            throw new CouldNotRunException(file + where + ": " + what, e);
        } catch (IOException e) {
            throw new CouldNotRunException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a config file.
     *
     * @param file its path
     * @param name the example's name
     * @throws IOException if it cannot be written
     */
    public void write(Path file, String name) throws IOException {
        JsonMapper mapper = JSON.rebuild().build();
        mapper.registerSubtypes(new NamedType(play.getClass(), name));
        Files.write(file, mapper.writeValueAsBytes(this));
    }

    /**
     * All nodes, in the file's order.
     *
     * @return the group
     */
    public Group group() {
        return Group.named(members.keySet().toArray(String[]::new));
    }

    /** The node's configuration for the transport. */
    NettyConfig toConfig(Path folder) {
        NodeId self = NodeId.of(id);
        NettyConfigBuilder config = NettyConfig.builder(self)
                .cluster(cluster)
                .group(group())
                .listen(resolved(address("listen", listen == null ? members.get(id) : listen)));
        members.forEach((name, address) -> {
            if (!name.equals(id)) {
                config.peer(NodeId.of(name), address("members." + name, address));
            }
        });
        if (tls == null) {
            config.plainText();
        } else {
            config.tls(TlsConfig.pem(
                    folder.resolve(tls.certificate()), folder.resolve(tls.key()), folder.resolve(tls.trust())));
        }
        play.configure(config, folder);
        return config.build();
    }

    /** A node listens on one address, so the first that the name has will do. */
    @SuppressWarnings("AddressSelection")
    private static InetSocketAddress resolved(InetSocketAddress address) {
        return new InetSocketAddress(address.getHostString(), address.getPort());
    }

    private static InetSocketAddress address(String field, @Nullable String text) {
        int colon = text == null ? -1 : text.lastIndexOf(':');
        try {
            if (text != null && colon > 0) {
                return InetSocketAddress.createUnresolved(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": must be host:port, but was '" + text + "'", e);
        }
        throw new IllegalArgumentException(field + ": must be host:port, but was '" + text + "'");
    }
}
