package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.ChoosingLink;
import dev.strategos.testkit.adversary.LieAlphabet;
import dev.strategos.testkit.explore.Counterexample;
import dev.strategos.testkit.explore.Exploration;
import dev.strategos.testkit.explore.Explorer;
import dev.strategos.testkit.explore.Property;
import dev.strategos.testkit.explore.Scene;
import dev.strategos.transport.memory.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every strategy of one traitor among generals with kings, on the shipped protocols. */
class KingExplorationTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("strategos.campaign");
    private static final Duration DELTA = Duration.ofMillis(10);
    private static final String RETREAT = "retreat";
    private static final String ATTACK = "attack";
    private static final List<String> WORDS = List.of(RETREAT, ATTACK);

    /** What came of one run: everybody's part, in the order of the group. */
    private record Hall(NodeId traitor, Map<NodeId, KingPart<String>> parts) {

        Stream<KingPart<String>> loyal() {
            return parts.entrySet().stream()
                    .filter(part -> !part.getKey().equals(traitor))
                    .map(Map.Entry::getValue);
        }

        Stream<String> loyalDecisions() {
            return loyal().flatMap(part -> part.decision().stream());
        }

        /** Rounds that closed bear on nothing but what their generals hold now. */
        void addTo(Fingerprint digest) {
            parts.values().forEach(part -> {
                digest.add(part.toString() + part.decision());
                for (int round = Math.max(1, part.round()); round <= part.rounds(); round++) {
                    digest.add(part.heard(round).toString());
                }
            });
        }
    }

    private static Explorer<Hall> explorer(
            KingAlgorithm algorithm, int generals, int traitor, List<String> proposals, String letters) {
        Group group = Group.of(
                IntStream.range(0, generals).mapToObj(i -> NodeId.of("g" + i)).toList());
        return Explorer.<Hall>of(
                        group, scene -> hall(scene, algorithm, group, group.member(traitor), proposals, letters))
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(1),
                        TimingModel.synchronous(DELTA, 0, Duration.ZERO)))
                .adversary("in place of each message of g" + traitor + " what matches " + letters)
                .requiring(Property.always(
                        "agreement", hall -> hall.loyalDecisions().distinct().count() <= 1))
                .requiring(Property.always(
                        "validity",
                        hall -> !unanimous(proposals, traitor)
                                || hall.loyalDecisions().allMatch(proposals.get((traitor + 1) % generals)::equals)))
                .requiring(Property.atEnd(
                        "every loyal general decides",
                        hall -> hall.loyalDecisions().count() == generals - 1));
    }

    private static boolean unanimous(List<String> proposals, int traitor) {
        return IntStream.range(0, proposals.size())
                        .filter(rank -> rank != traitor)
                        .mapToObj(proposals::get)
                        .distinct()
                        .count()
                == 1;
    }

    private static Hall hall(
            Scene scene, KingAlgorithm algorithm, Group group, NodeId traitor, List<String> proposals, String letters) {
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), RETREAT);
        Map<NodeId, KingPart<String>> parts = new LinkedHashMap<>();
        for (NodeId general : group) {
            parts.put(general, scene.run(general.name(), env -> {
                Stackable link = link(env, config, algorithm, traitor, letters, scene);
                KingConsensus<String> protocol = KingConsensus.unguarded(link, config, algorithm, 1);
                return (KingPart<String>) protocol.propose(
                        new InstanceId(group.member(0), 1),
                        proposals.get(group.rank(general)),
                        protocol.scheduleFrom(env.clock().nanos()));
            }));
        }
        return new Hall(traitor, parts);
    }

    private static Stackable link(
            Environment env,
            GroupConfig<String> config,
            KingAlgorithm algorithm,
            NodeId traitor,
            String letters,
            Scene scene) {
        Stackable link = env.open("generals");
        if (!env.self().equals(traitor)) {
            return link;
        }
        MessageLens<KingMessage> lens = KingConsensus.lens(config, algorithm, 1, WORDS);
        LieAlphabet<KingMessage> all = LieAlphabet.of(lens, DELTA.multipliedBy(3));
        return ChoosingLink.over(
                link,
                lens,
                (truth, to) -> all.lies(truth, to).stream()
                        .filter(lie -> lie.name().matches(letters))
                        .toList(),
                scene);
    }

    private static List<String> proposals(int bits, int generals) {
        return IntStream.range(0, generals)
                .mapToObj(rank -> WORDS.get(bits >> rank & 1))
                .toList();
    }

    private void requireSafe(KingAlgorithm algorithm, int generals, int traitor, int proposed, String letters) {
        explorer(algorithm, generals, traitor, proposals(proposed, generals), letters)
                .oneOrder()
                .fingerprint(Hall::addTo)
                .explore()
                .requireExhausted();
    }

    /** Which runs are looked at: all in a campaign, a few of them in a normal build. */
    static Stream<Arguments> runs() {
        if (!CAMPAIGN) {
            return Stream.of(
                    Arguments.of(KingAlgorithm.KING, 4, 3, 0b0111),
                    Arguments.of(KingAlgorithm.KING, 4, 1, 0b0001),
                    Arguments.of(KingAlgorithm.KING, 4, 0, 0b1110),
                    Arguments.of(KingAlgorithm.PHASE_KING, 5, 4, 0b00011),
                    Arguments.of(KingAlgorithm.PHASE_KING, 5, 1, 0b00001),
                    Arguments.of(KingAlgorithm.PHASE_KING, 5, 0, 0b11110),
                    Arguments.of(KingAlgorithm.EARLY_KING, 4, 3, 0b0111),
                    Arguments.of(KingAlgorithm.EARLY_PHASE_KING, 5, 4, 0b01111));
        }
        List<Arguments> all = new ArrayList<>();
        for (KingAlgorithm algorithm : KingAlgorithm.values()) {
            int generals = algorithm.roundsPerPhase() == 3 ? 4 : 5;
            for (int traitor : new int[] {0, 1, generals - 1}) {
                for (int proposed = 0; proposed < 1 << generals; proposed++) {
                    if ((proposed >> traitor & 1) == 0) {
                        all.add(Arguments.of(algorithm, generals, traitor, proposed));
                    }
                }
            }
        }
        return all.stream();
    }

    /**
     * To each general in each round every value, or every proposal or none, and with a king every word: whoever the traitor is, king of the
     * first phase, king of the second or never, and whatever the loyal ones propose.
     */
    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("runs")
    void oneTraitorBreaksNothing(KingAlgorithm algorithm, int generals, int traitor, int proposed) {
        requireSafe(algorithm, generals, traitor, proposed, "variant \\d+");
    }

    /** Silence, bytes that are no message and a second thought are no better than a value. */
    @Test
    void oneTraitorBreaksNothingBySilenceEither() {
        requireSafe(KingAlgorithm.PHASE_KING, 5, 4, 0b00011, "variant 1|nothing");
        requireSafe(KingAlgorithm.PHASE_KING, 5, 4, 0b00011, "variant 0|malformed");
        requireSafe(KingAlgorithm.PHASE_KING, 5, 4, 0b00011, "variants \\d+ and \\d+");
    }

    /** With n = 3t, and n = 4t for a phase king, the traitor finds a way, and the explorer finds it too. */
    @ParameterizedTest
    @CsvSource({"KING, 3, 2", "PHASE_KING, 4, 1", "EARLY_KING, 3, 2", "EARLY_PHASE_KING, 4, 1"})
    void oneGeneralLessIsTooFew(KingAlgorithm algorithm, int generals, int traitor) {
        assertThatThrownBy(() -> algorithm.requireGenerals(generals, 1)).isInstanceOf(IllegalArgumentException.class);
        List<Counterexample> found = new ArrayList<>();
        for (int proposed = (1 << generals) - 1; found.isEmpty(); proposed--) {
            Explorer<Hall> explorer = explorer(
                            algorithm, generals, traitor, proposals(proposed, generals), "variant \\d+")
                    .oneOrder()
                    .fingerprint(Hall::addTo);
            if (explorer.explore() instanceof Exploration.Violated violated) {
                assertThat(explorer.replay(violated.counterexample().schedule()))
                        .isEqualTo(violated.counterexample());
                found.add(violated.counterexample());
            }
        }
        assertThat(found.get(0).property()).isIn("agreement", "validity");
    }
}
