package dev.strategos.testkit.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InterceptedChannelsTest {

    private static final NodeId B = NodeId.of("b");

    private final List<ByteBuffer> received = new ArrayList<>();
    private final List<ByteBuffer> overheard = new ArrayList<>();

    private Wire listening(Environment env) {
        Wire wire = env.open("x");
        wire.onDeliver((from, message) -> received.add(
                ByteBuffer.allocate(message.remaining()).put(message).flip()));
        return wire;
    }

    private List<ByteBuffer> send(int messages, UnaryOperator<Stackable> change) {
        MemoryNetwork network = MemoryNetwork.builder(Group.named("a", "b")).build();
        Program<Wire> program = this::listening;
        Wire a = network.node("a").run(InterceptedChannels.of(program, change));
        network.node("b").run(program);
        network.node("a").execute(() -> {
            for (int i = 0; i < messages; i++) {
                a.send(B, ByteBuffer.allocate(8).putLong(0, i));
            }
        });
        network.runFor(Duration.ofSeconds(1));
        network.close();
        return received;
    }

    private static FaultyLink faulty(Stackable wire) {
        return FaultyLink.over(wire, wire.environment().random());
    }

    @Test
    void aListenerHearsAllAndChangesNothing() {
        send(100, wire -> OverheardLink.over(wire, overheard::add));
        assertThat(received).hasSize(100).isEqualTo(overheard);
    }

    @Test
    void oneBitIsInverted() {
        send(1_000, wire -> faulty(wire).corrupting(0.3));
        int changed = 0;
        for (int i = 0; i < 1_000; i++) {
            int bits = Long.bitCount(received.get(i).getLong(0) ^ i);
            assertThat(bits).isLessThanOrEqualTo(1);
            changed += bits;
        }
        assertThat(changed).isBetween(250, 350);
    }

    @Test
    void earlierMessagesAreSentAgain() {
        send(1_000, wire -> faulty(wire).replaying(0.2));
        assertThat(received.size()).isBetween(1_150, 1_250);
        long latest = -1;
        for (ByteBuffer message : received) {
            assertThat(message.getLong(0)).as("nothing is made up").isLessThanOrEqualTo(latest + 1);
            latest = Math.max(latest, message.getLong(0));
        }
        assertThat(latest).isEqualTo(999);
    }

    @Test
    void heldBackMessagesTakeAsLongAsTheyAreTold() {
        send(100, wire -> faulty(wire).reordering(1).holdingFor(Duration.ofHours(1)));
        assertThat(received).hasSizeLessThan(5);
        assertThatThrownBy(() -> send(1, wire -> faulty(wire).holdingFor(Duration.ZERO)))
                .hasMessage("most: must be above zero, but was PT0S");
    }

    @Test
    void whatAnAdversaryChangesIsAnArbitraryLink() {
        MemoryNetwork network = MemoryNetwork.builder(Group.named("a")).build();
        network.node("a")
                .run(InterceptedChannels.of(
                        env -> {
                            assertThat(env.open("y").model().network()).isEqualTo(NetworkModel.ARBITRARY);
                            assertThat(env.self()).isEqualTo(NodeId.of("a"));
                            return env;
                        },
                        wire -> faulty(wire).corrupting(0.1)));
        network.node("a")
                .run(InterceptedChannels.of(
                        env -> {
                            assertThat(env.open("z").model().network()).isEqualTo(NetworkModel.FAIR_LOSS);
                            return env;
                        },
                        wire -> faulty(wire).losing(0.1)));
    }
}
