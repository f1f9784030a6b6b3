package dev.strategos.examples.node;

import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one node of a cluster from a config file, so that an example runs on several machines. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one node of a cluster over TCP, as a config file says.",
            "The same example thus runs on several machines; examples/node.json explains every field.",
            "",
            "Example: examples/run node --config examples/node.json"
        })
public final class NodeCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's config file, in JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--json", description = "Tell what happens as one JSON object per line.")
    private boolean json;

    @Option(
            names = "--child",
            hidden = true,
            description = "Another process started this one, and its end is the end of the input.")
    private boolean child;

    private final Map<String, Class<? extends Play>> plays;

    /**
     * The command.
     *
     * @param plays what can be played, by the names that config files use
     */
    public NodeCommand(Map<String, Class<? extends Play>> plays) {
        this.plays = plays;
    }

    @Override
    public Integer call() {
        NodeFile file = NodeFile.read(config, plays);
        Path folder = config.toAbsolutePath().resolveSibling("");
        Voice voice = new Voice(System.in, System.out, json);
        if (child) {
            voice.endWithInput();
        }
        try (NettyNode node = NettyNode.start(toConfig(file, folder))) {
            voice.tell("listening", file.id() + " listens on " + node.address(), null);
            return file.play().play(node, new Play.Stage(file.group(), folder, file.plain(), voice));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new CouldNotRunException(config + ": " + e.getMessage(), e);
        }
    }

    private NettyConfig toConfig(NodeFile file, Path folder) {
        try {
            return file.toConfig(folder);
        } catch (IllegalArgumentException e) {
            throw new CouldNotRunException(config + ": " + e.getMessage(), e);
        }
    }
}
