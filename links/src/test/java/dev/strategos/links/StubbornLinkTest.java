package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import dev.strategos.core.WindowFullException;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StubbornLinkTest {

    private final List<String> received = new ArrayList<>();

    private StubbornLink at(TwoNodes nodes, NodeId id, StubbornConfig config) {
        return nodes.network.node(id).run(env -> {
            StubbornLink link = StubbornLink.over(FairLossLink.over(env.open(CHANNEL)), config);
            link.onDeliver((from, message) -> received.add(text(message)));
            return link;
        });
    }

    @Test
    void deliversAgainAndAgainUntilStopped() {
        TwoNodes nodes = new TwoNodes(FaultPlan.builder().loss(0.5));
        StubbornLink link = at(nodes, A, StubbornConfig.defaults());
        at(nodes, B, StubbornConfig.defaults());
        List<Repetition> handles = new ArrayList<>();
        nodes.atA(() -> handles.add(link.send(B, text("alarm"))));
        nodes.network.runFor(Duration.ofSeconds(100));
        assertThat(handles.get(0).times()).isEqualTo(1_001);
        assertThat(handles.get(0).peer()).isEqualTo(B);
        assertThat(received.size()).isBetween(400, 600);
        nodes.atA(() -> {
            handles.get(0).stop();
            handles.get(0).stop();
            assertThat(link.repetitions()).isZero();
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        int before = received.size();
        nodes.network.runFor(Duration.ofSeconds(100));
        assertThat(received).hasSize(before);
    }

    @Test
    void outlivesACut() {
        TwoNodes nodes = new TwoNodes();
        nodes.network.partition(List.of(A), List.of(B));
        StubbornLink link = at(nodes, A, StubbornConfig.defaults());
        at(nodes, B, StubbornConfig.defaults());
        nodes.atA(() -> link.send(B, text("still here")));
        nodes.network.runFor(Duration.ofHours(1));
        assertThat(received).isEmpty();
        nodes.network.heal();
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).contains("still here");
    }

    @Test
    void boundsItsSetByCountAndByBytes() {
        TwoNodes nodes = new TwoNodes();
        StubbornLink few = at(nodes, A, new StubbornConfig(Duration.ofSeconds(1), 2, 100));
        nodes.atA(() -> {
            Repetition first = few.send(B, text("1"));
            few.send(B, text("2"));
            assertThat(few.offer(B, text("3"))).isNull();
            assertThatThrownBy(() -> few.send(B, text("3"))).isInstanceOf(WindowFullException.class);
            first.stop();
            assertThat(few.offer(B, text("x".repeat(100))))
                    .as("101 bytes together")
                    .isNull();
            assertThat(few.offer(B, text("x".repeat(99)))).isNotNull();
            assertThatThrownBy(() -> few.offer(B, text("x".repeat(101)))).hasMessageContaining("at most 100 bytes");
            assertThatThrownBy(() -> few.offer(NodeId.of("x"), text(""))).hasMessageContaining("'x'");
        });
    }

    @Test
    void refusesWrongSettingsByName() {
        assertThatThrownBy(() -> new StubbornConfig(Duration.ZERO, 1, 1)).hasMessageContaining("interval");
        assertThatThrownBy(() -> new StubbornConfig(Duration.ofMillis(1), 0, 1)).hasMessageContaining("maxMessages");
        assertThatThrownBy(() -> new StubbornConfig(Duration.ofMillis(1), 1, 0)).hasMessageContaining("maxBytes");
    }
}
