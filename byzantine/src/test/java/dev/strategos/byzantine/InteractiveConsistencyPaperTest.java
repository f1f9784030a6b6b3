package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.strategos.core.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interactive consistency (Pease, Shostak, Lamport 1980): one vector at all loyal generals, with the loyal ones' own values in it. */
class InteractiveConsistencyPaperTest {

    /** n parallel OM(m), batched: (m+1)·n·(n−1) messages that carry n times what OM(m) says. */
    @ParameterizedTest
    @CsvSource({
        "2, 0, 1, 2",
        "4, 0, 3, 12",
        "4, 1, 9, 24",
        "7, 2, 156, 126",
        "10, 3, 3609, 360",
        "13, 4, 108384, 780",
    })
    void oralMessagesCostWhatTheTableSays(int n, int m, long each, long batched) {
        try (Council council =
                new Council(Camp.Algorithm.ORAL, n, m, 1).convene().end()) {
            Counters total = council.total();
            assertThat(total.physicalMessages()).isEqualTo(batched).isEqualTo((m + 1L) * n * (n - 1));
            assertThat(total.logicalMessages()).isEqualTo(n * each);
            assertThat(total.rounds()).isEqualTo((m + 1L) * n);
            assertThat(total.signatures()).isZero();
            assertAllKnowAll(council);
        }
    }

    /** n parallel SM(m) without faults: two rounds with messages, and each order is verified once by everybody else. */
    @ParameterizedTest
    @CsvSource({"3, 1", "4, 1", "4, 2", "7, 2", "10, 3"})
    void signedMessagesCostWhatTheTableSays(int n, int m) {
        try (Council council =
                new Council(Camp.Algorithm.SIGNED, n, m, 1).convene().end()) {
            Counters total = council.total();
            assertThat(total.physicalMessages()).isEqualTo(2L * n * (n - 1));
            assertThat(total.logicalMessages()).isEqualTo((long) n * (n - 1) * (n - 1));
            assertThat(total.signatures()).isEqualTo((long) n * n);
            assertThat(total.verifications()).isEqualTo((long) n * (n - 1));
            assertAllKnowAll(council);
        }
    }

    private static void assertAllKnowAll(Council council) {
        Map<NodeId, String> truth = new LinkedHashMap<>();
        for (NodeId general : council.group) {
            truth.put(general, council.army(council.group.rank(general)));
        }
        Map<NodeId, Map<NodeId, String>> vectors = council.loyalVectors();
        assertThat(vectors).hasSize(council.group.size());
        assertThat(vectors.values()).containsOnly(truth);
        assertThat(vectors.get(council.general(0)).keySet()).containsExactlyElementsOf(council.group);
        assertThat(council.reported).isEmpty();
    }

    /** The lectures' example: four generals with armies of 1 to 4, the third a traitor. */
    @ParameterizedTest
    @CsvSource({"ORAL", "SIGNED"})
    void fourGeneralsTellTheirArmies(Camp.Algorithm algorithm) {
        for (long seed = 0; seed < 50; seed++) {
            try (Council council = new Council(algorithm, 4, 1, seed)
                    .liars(List.of(2))
                    .convene()
                    .end()) {
                Map<NodeId, String> vector = council.loyalVectors().get(council.general(0));
                assertThat(vector)
                        .as("seed %s", seed)
                        .containsEntry(council.general(0), "army of 1")
                        .containsEntry(council.general(1), "army of 2")
                        .containsEntry(council.general(3), "army of 4");
                assertThat(council.loyalVectors().values()).as("seed %s", seed).containsOnly(vector);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ORAL, 4, 1, 150",
        "ORAL, 7, 2, 60",
        "SIGNED, 3, 1, 60",
        "SIGNED, 4, 2, 60",
        "SIGNED, 5, 3, 40",
    })
    void loyalGeneralsAgreeOnEverybodyAndAreRightAboutEachOther(Camp.Algorithm algorithm, int n, int m, int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeSet<Integer> liars = new TreeSet<>();
            while (liars.size() < m) {
                liars.add(random.nextInt(n));
            }
            String run = algorithm + " n=" + n + " m=" + m + " seed=" + seed + " liars=" + liars;
            try (Council council =
                    new Council(algorithm, n, m, seed).liars(liars).convene().end()) {
                Map<NodeId, Map<NodeId, String>> vectors = council.loyalVectors();
                assertThat(vectors).as(run).hasSize(n - m);
                assertThat(vectors.values().stream().distinct()).as(run).hasSize(1);
                vectors.values()
                        .forEach(vector -> vectors.keySet()
                                .forEach(loyal -> assertThat(vector)
                                        .as(run)
                                        .containsEntry(loyal, council.army(council.group.rank(loyal)))));
                assertThat(council.reported)
                        .as("only liars are accused, %s", run)
                        .allMatch(fault -> council.liars.contains(fault.who()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ORAL", "SIGNED"})
    void aSilentGeneralIsUnknownToAll(Camp.Algorithm algorithm) {
        try (Council council =
                new Council(algorithm, 4, 1, 7).puppet(3).convene().end()) {
            assertThat(council.loyalVectors()).hasSize(3);
            assertThat(council.loyalVectors().values())
                    .allSatisfy(vector -> assertThat(vector.values())
                            .containsExactly("army of 1", "army of 2", "army of 3", Council.UNKNOWN));
            assertThat(council.reported).isEmpty();
        }
    }

    /** When all speak, a round ends with the last word, long before its deadline. */
    @Test
    void roundsOfOralMessagesAdvanceEarly() {
        try (Council council = new Council(Camp.Algorithm.ORAL, 4, 1, 3).convene()) {
            council.network.runFor(
                    Camp.START.plus(Camp.SKEW).plus(Camp.DELTA.multipliedBy(2)).minus(council.network.now()));
            assertThat(council.loyalVectors().values())
                    .allSatisfy(vector -> assertThat(vector).hasSize(4));
            assertThat(council.network.now()).isLessThan(Camp.deadline(2));
        }
    }

    @Test
    void refusesTooFewGenerals() {
        try (Council council = new Council(Camp.Algorithm.ORAL, 3, 1, 1)) {
            assertThatThrownBy(council::convene)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3f+1");
        }
        try (Council council = new Council(Camp.Algorithm.SIGNED, 3, 2, 1)) {
            assertThatThrownBy(council::convene)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("n−2");
        }
    }

    @Test
    void tellsWhatWasHeardAboutWhom() {
        try (Council council =
                new Council(Camp.Algorithm.ORAL, 4, 1, 5).convene().end()) {
            Exchange<String> exchange = council.exchanges.get(council.general(0));
            assertThat(exchange.heard(council.general(2), 1))
                    .extracting(Report::path, Report::value)
                    .containsExactly(tuple(List.of(council.general(2)), "army of 3"));
            assertThat(exchange.heard(council.general(2), 2))
                    .extracting(Report::path)
                    .containsExactly(
                            List.of(council.general(2), council.general(1)),
                            List.of(council.general(2), council.general(3)));
            assertThatThrownBy(() -> exchange.heard(council.general(0), 1))
                    .hasMessageContaining("about: must be one of");
            assertThatThrownBy(() -> exchange.heard(council.general(1), 3))
                    .hasMessageContaining("round: must be 1 to 2");
        }
    }

    @Test
    void refusesAnExchangeThatIsNoNews() {
        try (Council council =
                new Council(Camp.Algorithm.ORAL, 4, 1, 5).convene().end()) {
            InteractiveConsistency<String> protocol = council.generals.get(council.general(1));
            InstanceId same = new InstanceId(council.general(0), 1);
            council.network.node(council.general(1)).run(env -> {
                assertThatThrownBy(() -> protocol.exchange(
                                same, "x", protocol.scheduleFrom(env.clock().nanos())))
                        .hasMessageContaining("must have a counter above 1");
                assertThatThrownBy(() -> protocol.exchange(
                                new InstanceId(council.general(0), 2),
                                "x".repeat(65),
                                protocol.scheduleFrom(env.clock().nanos())))
                        .hasMessageContaining("own: must encode to at most 64 bytes");
                return env;
            });
        }
    }
}
