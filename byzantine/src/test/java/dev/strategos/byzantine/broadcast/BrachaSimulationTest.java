package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.testkit.adversary.Strategy;
import dev.strategos.testkit.properties.AgreementProperties;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The five properties in virtual time over many seeds: messages in any order and at any speed, traitors of every kind, crashes. */
class BrachaSimulationTest {

    private static List<Strategy<BroadcastMessage>> treasons() {
        return List.of(
                Strategies.equivocating(),
                Strategies.colluding(),
                Strategies.lying(),
                Strategies.silentTo(NodeId.of("g1"), NodeId.of("g2")),
                Strategies.replaying(),
                Strategies.malforming(),
                utterance -> {},
                Strategies.mixed(List.of(Strategies.equivocating(), Strategies.honest(), utterance -> {})));
    }

    @SimTest(seeds = 400)
    void withTraitors(Simulation sim) {
        int f = 1 + sim.random().nextInt(2);
        int n = 3 * f + 1;
        List<Strategy<BroadcastMessage>> treasons = treasons();
        try (Heralds heralds = new Heralds(n, f, sim.seed())) {
            for (int traitor = 0; traitor < f; traitor++) {
                heralds.traitor(n - 1 - traitor, treasons.get(sim.random().nextInt(treasons.size())));
            }
            heralds.start();
            for (int general = 0; general < n; general++) {
                heralds.broadcast(general, "attack " + general).broadcast(general, "retreat " + general);
            }
            heralds.end();
            assertProperties(sim.seed(), heralds, heralds.loyal());
            assertThat(heralds.reported)
                    .as("only traitors are accused, seed " + sim.seed())
                    .noneMatch(fault -> heralds.loyal().contains(fault.who()));
        }
    }

    /** A general that crashes counts as faulty: the others agree on what it said, and on its broadcasts. */
    @SimTest(seeds = 200)
    void withACrash(Simulation sim) {
        NodeId crashing = NodeId.of("g" + sim.random().nextInt(4));
        Duration at = Duration.ofMillis(1 + sim.random().nextInt(900));
        try (Heralds heralds = new Heralds(4, 1, sim.seed(), plan -> plan.crash(at, crashing)).start()) {
            for (int general = 0; general < 4; general++) {
                heralds.broadcast(general, "attack " + general).broadcast(general, "retreat " + general);
            }
            heralds.end();
            List<NodeId> correct = new ArrayList<>(heralds.loyal());
            correct.remove(crashing);
            assertProperties(sim.seed(), heralds, correct);
        }
    }

    private static void assertProperties(long seed, Heralds heralds, List<NodeId> correct) {
        for (int sender = 0; sender < heralds.group.size(); sender++) {
            boolean loyal = correct.contains(heralds.general(sender));
            for (long counter = 1; counter <= 2; counter++) {
                InstanceId instance = heralds.instance(sender, counter);
                AgreementProperties properties =
                        heralds.properties(seed, instance, correct).ic1().integrity();
                if (loyal) {
                    properties
                            .ic2((counter == 1 ? "attack " : "retreat ") + sender)
                            .termination();
                } else if (properties.decided() > 0) {
                    properties.termination();
                }
            }
        }
    }

    /** All of it at once: every general broadcasts as fast as it may, and nothing stays behind. */
    @Test
    void manyBroadcastsLeaveNothingBehind() {
        try (Heralds heralds = new Heralds(4, 1, 5).start()) {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 64 * 4; i++) {
                    heralds.broadcast(i % 4, "attack " + i);
                }
                heralds.end();
            }
            for (int general = 0; general < 4; general++) {
                assertThat(heralds.deliveredBy(general)).hasSize(2_560);
                for (int sender = 0; sender < 4; sender++) {
                    assertThat(heralds.heralds.get(heralds.general(general)).open(heralds.general(sender)))
                            .isZero();
                }
            }
            assertThat(heralds.reported).isEmpty();
        }
    }
}
