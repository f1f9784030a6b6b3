package dev.strategos.examples.node;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.strategos.core.Group;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.nio.file.Path;

/** The part that a node plays: which example, and its settings. In the file, {@code "example"} names it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "example")
public interface Play {

    /**
     * Declares what the example assumes of nodes and timing, and what it needs of its host.
     *
     * @param config the node's configuration so far
     * @param folder where the config file lies; relative paths start here
     */
    void configure(NettyConfigBuilder config, Path folder);

    /**
     * Plays, and returns when the part is over.
     *
     * @param node the running node
     * @param stage what surrounds it
     * @return the exit status
     */
    int play(NettyNode node, Stage stage);

    /**
     * What surrounds a part.
     *
     * @param group all nodes, in the file's order
     * @param folder where the config file lies; relative paths start here
     * @param plain whether the network was declared trusted, without TLS
     * @param voice where the part tells what happens, and is told
     */
    record Stage(Group group, Path folder, boolean plain, Voice voice) {}
}
