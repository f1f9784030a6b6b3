package dev.strategos.byzantine.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.ByzantineAgreement;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.Report;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.testkit.adversary.LyingLink;
import dev.strategos.transport.memory.MemoryNetwork;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Four generals, one a traitor, as an application writes it: with the public API only, over the whole ladder of links. */
class FourGeneralsTest {

    private static final Group GROUP = Group.named("alice", "bob", "carol", "dave");
    private static final NodeId ALICE = GROUP.member(0);
    private static final NodeId DAVE = GROUP.member(3);
    private static final List<String> ORDERS = List.of("attack", "retreat");
    private static final GroupConfig<String> CONFIG = GroupConfig.of(GROUP, Codec.utf8(), "retreat");
    private static final InstanceId DAWN = new InstanceId(ALICE, 1);
    private static final Duration START = Duration.ofMillis(100);

    private final Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();

    /** What one general runs. */
    private interface Algorithm {
        ByzantineAgreement<String> over(Environment env, Stackable link);
    }

    @Test
    void byOralMessages() {
        Counters total = run((env, link) -> OralMessages.over(
                env.self().equals(DAVE)
                        ? LyingLink.over(link, OralMessages.lens(CONFIG, 1, ORDERS), env.random())
                        : link,
                CONFIG,
                1));
        assertThat(total.physicalMessages()).isEqualTo(9);
    }

    @Test
    void bySignedMessages() {
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        for (NodeId general : GROUP) {
            keys.put(general, Ed25519.generate(new SecureRandom()));
            publicKeys.put(general, keys.get(general).publicKey());
        }
        Verifier verifier = Ed25519.verifier(publicKeys);
        Counters total = run((env, link) -> SignedMessages.over(
                env.self().equals(DAVE)
                        ? LyingLink.over(
                                link,
                                SignedMessages.lens(CONFIG, verifier, 1, ORDERS, Map.of(DAVE, keys.get(DAVE))),
                                env.random())
                        : link,
                CONFIG,
                keys.get(env.self()),
                verifier,
                1));
        assertThat(total.physicalMessages()).isEqualTo(9);
        assertThat(total.signatures()).isEqualTo(4);
    }

    private Counters run(Algorithm algorithm) {
        Map<NodeId, ByzantineAgreement<String>> generals = new LinkedHashMap<>();
        Map<NodeId, Agreement<String>> agreements = new LinkedHashMap<>();
        Map<NodeId, StringBuilder> table = new LinkedHashMap<>();
        try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .model(new SystemModel(
                        NetworkModel.FAIR_LOSS,
                        NodeModel.byzantine(1),
                        TimingModel.synchronous(Duration.ofMillis(500), 0, Duration.ofMillis(50))))
                .build()) {
            for (NodeId general : GROUP) {
                agreements.put(general, network.node(general).run(env -> {
                    Stackable link = FifoLink.over(
                            ReliableLink.over(FairLossLink.over(env.open("generals")), ReliableConfig.defaults()));
                    ByzantineAgreement<String> protocol = algorithm.over(env, link);
                    generals.put(general, protocol);
                    RoundSchedule schedule = protocol.scheduleFrom(network.clockReading(general, START));
                    Agreement<String> agreement = env.self().equals(ALICE)
                            ? protocol.command(DAWN, "attack", schedule)
                            : protocol.join(DAWN, ALICE, schedule);
                    StringBuilder row = table.computeIfAbsent(general, id -> new StringBuilder());
                    agreement.onRoundClosed(round -> row.append(heard(agreement, round)));
                    agreement.onDecision(order -> row.append(" → ").append(order));
                    return agreement;
                }));
            }
            network.runFor(Duration.ofSeconds(2));
        }
        for (NodeId general : GROUP.others(DAVE)) {
            assertThat(agreements.get(general).decision()).contains("attack");
        }
        assertThat(table.get(ALICE)).hasToString(" → attack");
        assertThat(table.get(GROUP.member(1)).toString())
                .startsWith("1: alice says attack; 2: ")
                .endsWith(" → attack");
        return generals.values().stream().map(ByzantineAgreement::counters).reduce(Counters.ZERO, Counters::plus);
    }

    private static String heard(Agreement<String> agreement, int round) {
        StringBuilder cell = new StringBuilder(round + ": ");
        for (Report<String> report : agreement.heard(round)) {
            cell.append(report.from())
                    .append(" says ")
                    .append(report.isMissing() ? "nothing" : report.value())
                    .append("; ");
        }
        return cell.toString();
    }
}
