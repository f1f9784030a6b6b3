package dev.strategos.links;

import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestEffortBroadcastTest {

    private static final Group GROUP = Group.named("a", "b", "c", "d");
    private static final Group TRIO = Group.named("a", "b", "c");

    private final Map<NodeId, List<String>> received = new LinkedHashMap<>();

    private BestEffortBroadcast on(Environment env) {
        BestEffortBroadcast broadcast =
                BestEffortBroadcast.over(FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults())), TRIO);
        List<String> inbox = new ArrayList<>();
        received.put(env.self(), inbox);
        broadcast.onDeliver((from, message) -> inbox.add(from.id() + " " + text(message)));
        return broadcast;
    }

    private static MemoryNetwork network(double loss) {
        return MemoryNetwork.builder(GROUP)
                .seed(3)
                .faults(FaultPlan.builder().loss(loss).build())
                .build();
    }

    @Test
    void everyMemberDeliversEverySendersMessagesOnceAndInOrder() {
        MemoryNetwork network = network(0.3);
        Map<NodeId, BestEffortBroadcast> members = new LinkedHashMap<>();
        TRIO.forEach(id -> members.put(id, network.node(id).run(this::on)));
        members.forEach((id, broadcast) -> network.node(id)
                .execute(() -> IntStream.range(0, 50)
                        .forEach(i -> assertThat(broadcast.broadcast(text(Integer.toString(i))))
                                .isEmpty())));
        network.runFor(Duration.ofMinutes(1));
        for (NodeId member : TRIO) {
            for (NodeId sender : TRIO) {
                assertThat(received.get(member))
                        .filteredOn(message -> message.startsWith(sender + " "))
                        .isEqualTo(IntStream.range(0, 50)
                                .mapToObj(i -> sender + " " + i)
                                .toList());
            }
        }
    }

    @Test
    void tellsWhomItCouldNotReach() {
        MemoryNetwork network = network(0);
        BestEffortBroadcast broadcast = network.node("a")
                .run(env -> BestEffortBroadcast.over(
                        TwoNodes.reliable(
                                env, ReliableConfig.builder().window(1).build()),
                        TRIO));
        network.node("a").execute(() -> {
            assertThat(broadcast.broadcast(text("one"))).isEmpty();
            assertThat(broadcast.broadcast(text("two"))).containsExactly(NodeId.of("b"), NodeId.of("c"));
        });
        network.runFor(Duration.ZERO);
    }

    @Test
    void hearsNobodyOutsideTheGroup() {
        MemoryNetwork network = network(0);
        network.node("a").run(this::on);
        ReliableLink stranger = network.node("d").run(env -> TwoNodes.reliable(env, ReliableConfig.defaults()));
        network.node("d").execute(() -> stranger.send(NodeId.of("a"), text("me too")));
        network.runFor(Duration.ofSeconds(1));
        assertThat(received.get(NodeId.of("a"))).isEmpty();
        assertThatThrownBy(() -> network.node("d").run(this::on)).hasMessageContaining("'d'");
    }

    @Test
    void refusesALinkThatMayLose() {
        network(0).node("a").run(env -> {
            FairLossLink link = FairLossLink.over(env.open("lossy"));
            assertThatThrownBy(() -> BestEffortBroadcast.over(link, TRIO))
                    .hasMessageContaining("BestEffortBroadcast assumes a reliable network");
            return link;
        });
    }
}
