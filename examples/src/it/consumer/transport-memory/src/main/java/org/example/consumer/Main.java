package org.example.consumer;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends a greeting through the network in memory. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        List<String> heard = new ArrayList<>();
        try (MemoryNetwork network = MemoryNetwork.builder(Group.named("alice", "bob")).build()) {
            network.node("bob").run(env -> {
                Wire wire = env.open("greetings");
                wire.onDeliver((from, bytes) -> heard.add("bob heard " + from.id()));
                return wire;
            });
            Wire wire = network.node("alice").run(env -> env.open("greetings"));
            network.node("alice").execute(() -> wire.send(NodeId.of("bob"), Codec.utf8().encode("hello")));
            network.runFor(Duration.ofSeconds(1));
        }
        heard.forEach(System.out::println);
    }
}
