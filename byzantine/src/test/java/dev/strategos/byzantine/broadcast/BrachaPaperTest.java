package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.core.model.UnmetAssumptionException;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.transport.memory.MemoryNetwork;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bracha 1987, section 3, and the counts of facts: (n−1)(2n+1) messages without faults. */
class BrachaPaperTest {

    @ParameterizedTest
    @CsvSource({"2, 0", "4, 1", "7, 2", "10, 3", "13, 4", "16, 5"})
    void aBroadcastTakesItsMessagesWhateverTheirOrder(int n, int f) {
        for (long seed = 0; seed < 5; seed++) {
            try (Heralds heralds =
                    new Heralds(n, f, seed).start().broadcast(1, "attack").end()) {
                assertThat(heralds.total().physicalMessages()).isEqualTo((n - 1L) * (2L * n + 1));
                assertThat(heralds.total().bytes()).isEqualTo((n - 1L) * (2L * n + 1) * (20 + 6));
                for (int general = 0; general < n; general++) {
                    assertThat(heralds.deliveredBy(general)).containsExactly("g1/1 attack");
                }
                assertThat(heralds.reported).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "6, 2", "9, 3", "1, 0"})
    void asManyAsThreeTimesTheTraitorsAreTooFew(int n, int f) {
        assertThatThrownBy(() -> BrachaBroadcast.requireGenerals(n, f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BRB(" + f + ") among " + n + " generals")
                .hasMessageContaining("Bracha, Toueg 1985");
    }

    @Test
    void aWeakerWorldIsRefused() {
        assertThatThrownBy(() -> start(NetworkModel.FAIR_LOSS, NodeModel.byzantine(1)))
                .isInstanceOf(UnmetAssumptionException.class)
                .hasMessageContaining("BRB(1)")
                .hasMessageContaining("reliable");
        assertThatThrownBy(() -> start(NetworkModel.RELIABLE, NodeModel.byzantine(2)))
                .isInstanceOf(UnmetAssumptionException.class)
                .hasMessageContaining("Byzantine(at most 1)");
    }

    private static void start(NetworkModel network, NodeModel nodes) {
        var group = Group.named("a", "b", "c", "d");
        try (MemoryNetwork memory = MemoryNetwork.builder(group)
                .model(new SystemModel(network, nodes, TimingModel.asynchronous()))
                .build()) {
            memory.node("a").run(env -> {
                BrachaBroadcast.over(env.open("x"), GroupConfig.of(group, Codec.utf8(), ""), 1);
                return env;
            });
        }
    }

    /** Totality: the traitor's word reaches one loyal general only, by way of READY, and all deliver. */
    @Test
    void aSenderThatIsSilentToSomeIsHeardByAllOrNobody() {
        NodeId silenced = NodeId.of("g3");
        try (Heralds heralds = new Heralds(4, 1, 7)
                .traitor(0, Strategies.silentTo(silenced))
                .start()
                .broadcast(0, "attack")
                .end()) {
            for (NodeId loyal : heralds.loyal()) {
                assertThat(heralds.delivered.get(loyal)).containsExactly("g0/1 attack");
            }
        }
    }

    @Test
    void nobodyBeginsAnothersBroadcast() {
        try (Heralds heralds = new Heralds(4, 1, 7).puppet(3).start()) {
            BroadcastMessage forged = new BroadcastMessage(
                    heralds.instance(1, 1), BroadcastMessage.Kind.SEND, heralds.config.encode("attack"));
            heralds.send(3, 0, forged).send(3, 1, forged).send(3, 2, forged);
            assertThat(heralds.delivered).isEmpty();
            assertThat(heralds.total().physicalMessages()).isZero();
            assertThat(heralds.reported)
                    .hasSize(3)
                    .allMatch(fault ->
                            heralds.general(3).equals(fault.who()) && fault.kind() == Fault.Kind.PROTOCOL_VIOLATION);
        }
    }

    /** The bytes of docs/wire-format-byzantine.md. */
    @Test
    void bytesAreStable() throws Exception {
        var config = GroupConfig.of(Group.named("a", "b", "c", "d"), Codec.utf8(), "");
        var lens = BrachaBroadcast.lens(config, 1, Heralds.LIES);
        var message = new BroadcastMessage(
                new InstanceId(NodeId.of("c"), 7), BroadcastMessage.Kind.READY, config.encode("attack"));
        var bytes = lens.encode(message);
        assertThat(lens.decode(bytes)).isEqualTo(message);
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        assertThat(HexFormat.of().formatHex(all))
                .isEqualTo("10"
                        + HexFormat.of().formatHex(config.hash("BRB(1)").toArray(), 0, 8) + "0002"
                        + "0000000000000007" + "03" + "61747461636b");
    }
}
