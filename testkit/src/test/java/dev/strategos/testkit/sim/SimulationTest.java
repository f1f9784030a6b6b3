package dev.strategos.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.transport.memory.FaultPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

    private static final NodeId A = NodeId.of("a");

    /** Digests taken once on JDK 17: what a seed does is the same on every JDK, whatever the swarm draws. */
    @ParameterizedTest
    @CsvSource({
        "0, be57a31cc3755fdc948727110e601223",
        "1, f3dbb8ac77a1dcfbd7948e583687ec3a",
        "2, db6c486eaf825eed6fb789db672dcae4",
        "42, f163939ce24dbe22b567ac1681b0e236",
        "-9223372036854775808, 5b028124ba39170055b13b0d18322b90"
    })
    void givesTheGoldenTrace(long seed, String digest) throws NoSuchAlgorithmException {
        Simulation sim = Simulation.of(seed);
        Replicas<NaiveCounter> counters =
                sim.nodes("a", "b", "c").faults(Swarm.standard()).start(NaiveCounter::new);
        sim.inputs(50, Duration.ofSeconds(9), counters, random -> 1 + random.nextInt(9), NaiveCounter::add);
        sim.run(Duration.ofSeconds(10));
        sim.heal();
        sim.run(Duration.ofSeconds(1));
        StringBuilder trace = new StringBuilder();
        sim.trace().forEach(record -> trace.append(record).append('\n'));
        byte[] bytes =
                MessageDigest.getInstance("SHA-256").digest(trace.toString().getBytes(StandardCharsets.UTF_8));
        sim.network().close();
        assertThat(HexFormat.of().formatHex(bytes, 0, 16)).isEqualTo(digest);
    }

    private static Simulation calm() {
        return Simulation.of(1).nodes("a", "b");
    }

    @Test
    void twoThingsOfOneNameMustBothHold() {
        Simulation sim = calm();
        sim.start(NaiveCounter::new);
        sim.always("it holds", () -> false).always("it holds", () -> true);
        assertThatThrownBy(() -> sim.run(Duration.ofSeconds(1))).isInstanceOf(PropertyViolation.class);
        sim.network().close();
    }

    @Test
    void whatMustAlwaysHoldIsLookedAtAfterEveryEvent() {
        Simulation sim = calm();
        Replicas<NaiveCounter> counters = sim.start(NaiveCounter::new);
        sim.always("b is below 3", () -> counters.at("b").value() < 3);
        for (int i = 0; i < 5; i++) {
            counters.on("a", counter -> counter.add(1));
        }
        assertThatThrownBy(() -> sim.run(Duration.ofSeconds(1)))
                .isInstanceOf(PropertyViolation.class)
                .hasMessageContaining("seed 1: b is below 3 is violated by the event [1000000 b#1/3 deliver");
        assertThat(counters.at("b").value()).isEqualTo(3);
    }

    @Test
    void aGoalIsAwaitedNoLongerThanItTakes() {
        Simulation sim = calm();
        Replicas<NaiveCounter> counters = sim.start(NaiveCounter::new);
        counters.on(A, counter -> counter.add(2));
        sim.await("b has heard", Duration.ofSeconds(1), () -> counters.at("b").value() == 2);
        assertThat(sim.network().now()).isEqualTo(Duration.ofMillis(1));
        assertThatThrownBy(() -> sim.await("never", Duration.ofSeconds(1), () -> false))
                .hasMessage("seed 1: never is violated: it did not come to hold within PT1S");
    }

    @Test
    void inputsComeWhateverElseIsLeftOut() {
        List<String> all = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int kept = half;
            Simulation written = new Simulation(3, Script.writing());
            take(written);
            List<Decision> some = written.decisions().stream()
                    .filter(decision -> ((Decision.Input) decision).index() % 2 == kept)
                    .toList();
            Simulation sim = new Simulation(3, Script.keeping(some, Script.FrameKey.NUMBER));
            take(sim);
            assertThat(sim.decisions()).isEqualTo(some).hasSize(10);
            sim.decisions().forEach(decision -> all.add(decision.toString()));
        }
        assertThat(all).hasSize(20).doesNotHaveDuplicates();
    }

    private static void take(Simulation sim) {
        Replicas<NaiveCounter> counters = sim.nodes("a", "b").start(NaiveCounter::new);
        sim.inputs(20, Duration.ofSeconds(1), counters, random -> 1 + random.nextInt(9), NaiveCounter::add);
        sim.run(Duration.ofSeconds(2));
    }

    @Test
    void healingEndsFaultsAndRecoversNodes() {
        Simulation sim = calm().faults(FaultPlan.builder()
                .loss(0.99)
                .crash(Duration.ofMillis(10), A)
                .crash(Duration.ofMillis(500), NodeId.of("b"))
                .build());
        Replicas<NaiveCounter> counters = sim.start(NaiveCounter::new);
        sim.run(Duration.ofMillis(100));
        assertThat(sim.isUp(A)).isFalse();
        assertThat(counters.live()).hasSize(1);
        assertThat(counters.all()).hasSize(2);
        sim.heal();
        counters.on("a", counter -> counter.add(1));
        sim.run(Duration.ofSeconds(1));
        assertThat(counters.live()).hasSize(2);
        assertThat(counters.agree(NaiveCounter::value)).isTrue();
    }

    @Test
    void nodesThatCrashStopAreNotRecovered() {
        Simulation sim = calm().model(new SystemModel(
                        NetworkModel.FAIR_LOSS, NodeModel.crashStop(), TimingModel.partiallySynchronous()))
                .faults(FaultPlan.builder().crash(Duration.ZERO, A).build());
        sim.start(NaiveCounter::new);
        sim.run(Duration.ofSeconds(1));
        sim.heal();
        sim.run(Duration.ofSeconds(1));
        assertThat(sim.isUp(A)).isFalse();
    }

    @Test
    void aWrongOrderIsNamed() {
        assertThatThrownBy(() -> Simulation.of(1).start(NaiveCounter::new))
                .hasMessageContaining("name the nodes first");
        Simulation sim = calm();
        Replicas<NaiveCounter> counters = sim.start(NaiveCounter::new);
        assertThatThrownBy(() -> sim.faults(Swarm.standard()))
                .hasMessage("faults: say it before the first program starts");
        assertThatThrownBy(() -> sim.reading("counter", NaiveCounter.AMOUNTS))
                .hasMessage("reading: say it before the first program starts");
        assertThatThrownBy(() -> sim.inputs(-1, Duration.ofSeconds(1), counters, random -> 1, NaiveCounter::add))
                .hasMessage("count: must be zero or more, but was -1");
        assertThatThrownBy(() -> sim.inputs(1, Duration.ZERO, counters, random -> 1, NaiveCounter::add))
                .hasMessage("within: must be above zero and at most PT876000H, but was PT0S");
        assertThatThrownBy(() -> sim.inputs(1, Duration.ofDays(200_000), counters, random -> 1, NaiveCounter::add))
                .hasMessage("within: must be above zero and at most PT876000H, but was PT4800000H");
        assertThatThrownBy(() -> counters.at("z")).hasMessage("node: must be one of [a, b], but was 'z'");
    }
}
