package dev.strategos.byzantine.randomized;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Agreement, validity and termination in virtual time over many seeds, with either coin: traitors of every kind, crashes. */
class BinaryAgreementSimulationTest {

    private static List<Strategy<BallotMessage>> treasons() {
        return List.of(
                Strategies.equivocating(),
                Strategies.colluding(),
                Strategies.lying(),
                Strategies.silentTo(NodeId.of("g0"), NodeId.of("g1")),
                Strategies.replaying(),
                Strategies.malforming(),
                utterance -> {},
                Strategies.mixed(List.of(Strategies.equivocating(), Strategies.honest(), utterance -> {})));
    }

    private static void withTraitors(Simulation sim, Senate.CoinKind kind, int f) {
        int n = 3 * f + 1;
        List<Strategy<BallotMessage>> treasons = treasons();
        try (Senate senate = new Senate(n, f, kind, 1, sim.seed(), plan -> plan)) {
            for (int traitor = 0; traitor < f; traitor++) {
                senate.traitor(
                        sim.random().nextInt(n), treasons.get(sim.random().nextInt(treasons.size())));
            }
            senate.start();
            for (int general = 0; general < n; general++) {
                senate.propose(general, 1, sim.random().nextBoolean());
            }
            senate.end(senate.loyal());
            assertProperties(sim.seed(), senate, senate.loyal());
            assertThat(senate.reported)
                    .as("only traitors are accused, seed " + sim.seed())
                    .noneMatch(fault -> senate.loyal().contains(fault.who()));
        }
    }

    private static void assertProperties(long seed, Senate senate, List<NodeId> correct) {
        AgreementProperties properties =
                senate.properties(seed, 1, correct).ic1().integrity().termination();
        Boolean unanimous = senate.unanimous(correct);
        if (unanimous != null) {
            properties.ic2(unanimous.toString());
        }
        for (NodeId general : correct) {
            assertThat(senate.ballots.get(general).get(0).isOver())
                    .as("%s stops, seed %s", general, seed)
                    .isTrue();
            assertThat(senate.senators.get(general).running()).isZero();
        }
    }

    @SimTest(seeds = 200)
    void fourWithTheDealersCoin(Simulation sim) {
        withTraitors(sim, Senate.CoinKind.DEALER, 1);
    }

    @SimTest(seeds = 60)
    void sevenWithTheDealersCoin(Simulation sim) {
        withTraitors(sim, Senate.CoinKind.DEALER, 2);
    }

    @SimTest(seeds = 200)
    void fourWithLocalCoins(Simulation sim) {
        withTraitors(sim, Senate.CoinKind.LOCAL, 1);
    }

    @SimTest(seeds = 40)
    void sevenWithLocalCoins(Simulation sim) {
        withTraitors(sim, Senate.CoinKind.LOCAL, 2);
    }

    /** A general that crashes counts as faulty; the others decide without it. */
    @SimTest(seeds = 100)
    void withACrash(Simulation sim) {
        Senate.CoinKind kind = sim.random().nextBoolean() ? Senate.CoinKind.LOCAL : Senate.CoinKind.DEALER;
        NodeId crashing = NodeId.of("g" + sim.random().nextInt(4));
        Duration at = Duration.ofMillis(1 + sim.random().nextInt(300));
        try (Senate senate = new Senate(4, 1, kind, 1, sim.seed(), plan -> plan.crash(at, crashing)).start()) {
            boolean all = sim.random().nextBoolean();
            for (int general = 0; general < 4; general++) {
                senate.propose(general, 1, all || sim.random().nextBoolean());
            }
            List<NodeId> correct = new ArrayList<>(senate.loyal());
            correct.remove(crashing);
            senate.end(correct);
            assertProperties(sim.seed(), senate, correct);
        }
    }

    /** Many at once, begun in other orders at other generals, and at other times: nothing stays behind. */
    @ParameterizedTest
    @EnumSource(Senate.CoinKind.class)
    void manyAtOnceLeaveNothingBehind(Senate.CoinKind kind) {
        try (Senate senate = new Senate(4, 1, kind, 50, 5, plan -> plan).start()) {
            for (int general = 0; general < 4; general++) {
                for (long counter = 1; counter <= 50; counter++) {
                    senate.propose(general, counter, (general + counter) % 3 == 0);
                }
                senate.network.runFor(Duration.ofMillis(200));
            }
            senate.end(senate.loyal());
            for (long counter = 1; counter <= 50; counter++) {
                senate.properties(5, counter, senate.loyal()).ic1().integrity().termination();
            }
            senate.senators
                    .values()
                    .forEach(senator -> assertThat(senator.running()).isZero());
            assertThat(senate.reported).isEmpty();
        }
    }

    /** With a common coin four rounds are expected at most, however the generals are divided; a fair network needs fewer. */
    @Test
    void theDealersCoinEndsItSoon() {
        int rounds = 0;
        for (long seed = 0; seed < 100; seed++) {
            try (Senate senate = new Senate(4, 1, Senate.CoinKind.DEALER, 1, seed, plan -> plan).start()) {
                for (int general = 0; general < 4; general++) {
                    senate.propose(general, 1, general % 2 == 0);
                }
                senate.end(senate.loyal());
                rounds += senate.ballots.get(NodeId.of("g0")).get(0).decidedIn();
            }
        }
        assertThat(rounds / 100.0).isBetween(1.0, 4.0);
    }

    /** At most 6n(n−1) messages a round with local coins, 5n(n−1) with a common one, and n(n−1) TERMs. */
    @ParameterizedTest
    @EnumSource(Senate.CoinKind.class)
    void aRoundTakesItsMessages(Senate.CoinKind kind) {
        for (long seed = 0; seed < 20; seed++) {
            try (Senate senate = new Senate(4, 1, kind, 1, seed, plan -> plan).start()) {
                for (int general = 0; general < 4; general++) {
                    senate.propose(general, 1, general % 2 == 0);
                }
                senate.end(senate.loyal());
                long rounds = senate.ballots.values().stream()
                        .mapToInt(ballots -> ballots.get(0).round())
                        .max()
                        .orElse(0);
                long messages = senate.senators.values().stream()
                        .mapToLong(senator -> senator.counters().physicalMessages())
                        .sum();
                long each = kind == Senate.CoinKind.LOCAL ? 6 : 5;
                assertThat(messages).isBetween(4 * 3 * 4L, 4 * 3 * (each * rounds + 1));
            }
        }
    }
}
