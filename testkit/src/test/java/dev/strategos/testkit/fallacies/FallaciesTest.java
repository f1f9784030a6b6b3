package dev.strategos.testkit.fallacies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.testkit.faults.Fallacy;
import dev.strategos.testkit.properties.PropertyViolation;
import dev.strategos.testkit.sim.Campaign;
import dev.strategos.testkit.sim.FailedRun;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.testkit.sim.Versions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Under each fallacy's preset, who believes it fails within a few seeds, and who does not survives them all. */
class FallaciesTest {

    private static Optional<FailedRun> run(Fallacy fallacy, Consumer<Simulation> scenario) {
        return Campaign.of(
                        fallacy.name(),
                        sim -> scenario.accept(sim.nodes("a", "b", "c", "d").refute(fallacy)))
                .seeds(0, 40)
                .run();
    }

    private static void refutes(Fallacy fallacy, Consumer<Simulation> naive, Consumer<Simulation> right) {
        assertThat(run(fallacy, naive))
                .as("the naive one")
                .get()
                .satisfies(run -> assertThat(run.failure())
                        .as("wrong, or refused by the wire")
                        .isInstanceOfAny(PropertyViolation.class, IllegalArgumentException.class));
        assertThat(run(fallacy, right)).as("the right one").isEmpty();
    }

    /** Additions at all nodes in five seconds; the sums are right ten seconds later, whatever goes on going wrong. */
    private static <C extends Counters.Counter> Consumer<Simulation> counting(Program<C> program) {
        return sim -> {
            Replicas<C> counters = sim.start(program);
            sim.inputs(20, Duration.ofSeconds(5), counters, random -> 1, Counters.Counter::add);
            sim.run(Duration.ofSeconds(5));
            sim.await(
                    "sums are right",
                    Duration.ofSeconds(10),
                    () -> counters.all().stream().allMatch(counter -> counter.getAsInt() == 20));
        };
    }

    @Test
    void theNetworkIsReliable() {
        refutes(Fallacy.THE_NETWORK_IS_RELIABLE, counting(Counters.Told::new), counting(Counters.Gossiped::new));
    }

    private static <C extends Questions.Asking> Consumer<Simulation> asking(Program<C> program) {
        return sim -> {
            Replicas<C> nodes = sim.start(program);
            nodes.on("a", Questions.Asking::ask);
            sim.await("the answer is 42", Duration.ofSeconds(60), () -> nodes.at("a").answer == 42);
        };
    }

    @Test
    void latencyIsZero() {
        refutes(Fallacy.LATENCY_IS_ZERO, asking(Questions.Impatient::new), asking(Questions.Patient::new));
    }

    @Test
    void bandwidthIsInfinite() {
        refutes(Fallacy.BANDWIDTH_IS_INFINITE, counting(Counters.ToldAtLength::new), counting(Counters.Told::new));
    }

    @Test
    void theNetworkIsSecure() {
        refutes(
                Fallacy.THE_NETWORK_IS_SECURE,
                counting(Counters.Gossiped::new),
                counting(SealedCounter::new).andThen(FallaciesTest::nothingIsToldToListeners));
        assertThat(run(
                        Fallacy.THE_NETWORK_IS_SECURE,
                        counting(Counters.Told::new)
                                .andThen(sim -> assertThat(sim.overheard())
                                        .contains(ByteBuffer.allocate(4).putInt(0, 1)))))
                .as("replayed or changed")
                .isPresent();
    }

    private static void nothingIsToldToListeners(Simulation sim) {
        assertThat(sim.overheard()).isNotEmpty();
        for (ByteBuffer message : sim.overheard()) {
            int zeros = (int) IntStream.range(12, message.limit())
                    .filter(i -> message.get(i) == 0)
                    .count();
            assertThat(zeros).as("small numbers, as they are, are zeros mostly").isLessThan(8);
        }
    }

    @Test
    void topologyDoesNotChange() {
        refutes(Fallacy.TOPOLOGY_DOES_NOT_CHANGE, counting(Counters.Told::new), counting(Counters.Gossiped::new));
    }

    private static Consumer<Simulation> greeting(Program<Greetings> old, Program<Greetings> young) {
        return sim -> {
            Replicas<Greetings> nodes = sim.start(Versions.upgraded(old, young));
            for (int second = 1; second <= 10; second++) {
                Duration aWhile = Duration.ofMillis(900);
                sim.await(
                        "all have heard of all",
                        aWhile.multipliedBy(8),
                        () -> nodes.live().stream().allMatch(Greetings::heardAll));
                sim.run(aWhile);
            }
        };
    }

    @Test
    void thereIsOneAdministrator() {
        refutes(
                Fallacy.THERE_IS_ONE_ADMINISTRATOR,
                greeting(env -> Greetings.strict(env, 1), env -> Greetings.strict(env, 2)),
                greeting(env -> Greetings.tolerant(env, 1), env -> Greetings.tolerant(env, 2)));
    }

    @Test
    void transportCostIsZero() {
        refutes(Fallacy.TRANSPORT_COST_IS_ZERO, counting(Counters.Chatty::new), counting(Counters.Thrifty::new));
    }

    private static <R extends Letters.Reader> Consumer<Simulation> writing(Program<R> program) {
        return sim -> {
            Replicas<R> readers = sim.start(program);
            readers.on(NodeId.of("a"), Letters.Reader::write);
            sim.await(
                    "all have read all",
                    Duration.ofSeconds(10),
                    () -> readers.all().stream().allMatch(reader -> reader.read == Letters.LENGTH));
        };
    }

    @Test
    void theNetworkIsHomogeneous() {
        refutes(
                Fallacy.THE_NETWORK_IS_HOMOGENEOUS,
                writing(env -> new Letters.Whole(env, ByteOrder.BIG_ENDIAN)),
                writing(Letters.Pieces::new));
        assertThat(run(
                        Fallacy.THE_NETWORK_IS_HOMOGENEOUS,
                        writing(Versions.mixed(
                                env -> new Letters.Whole(env, ByteOrder.BIG_ENDIAN),
                                env -> new Letters.Whole(env, ByteOrder.LITTLE_ENDIAN)))))
                .isPresent();
    }

    /** The programs are not naive about anything else: without faults they do what they are for. */
    @Test
    void whereNothingGoesWrongNobodyFails() {
        for (Consumer<Simulation> scenario : List.of(
                counting(Counters.Told::new),
                counting(Counters.ToldAtLength::new),
                counting(Counters.Gossiped::new),
                counting(Counters.Chatty::new),
                asking(Questions.Impatient::new),
                writing(env -> new Letters.Whole(env, ByteOrder.BIG_ENDIAN)),
                greeting(env -> Greetings.strict(env, 1), env -> Greetings.strict(env, 2)))) {
            assertThat(Campaign.of("calm", sim -> scenario.accept(sim.nodes("a", "b", "c", "d")))
                            .seeds(0, 5)
                            .run())
                    .isEmpty();
        }
    }
}
