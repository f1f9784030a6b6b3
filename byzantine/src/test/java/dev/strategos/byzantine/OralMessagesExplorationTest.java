package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.strategos.testkit.explore.Coverage;
import dev.strategos.testkit.explore.Explorer;
import dev.strategos.testkit.explore.Property;
import dev.strategos.testkit.explore.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every strategy of one traitor in OM(1), on the shipped protocol. */
class OralMessagesExplorationTest {

    private static final Duration DELTA = Duration.ofMillis(10);
    private static final String RETREAT = "retreat";
    private static final String ATTACK = "attack";
    private static final List<String> ORDERS = List.of(RETREAT, ATTACK);

    /** What came of one run. */
    private record Council(String order, NodeId traitor, Map<NodeId, Agreement<String>> lieutenants) {

        Stream<String> loyalDecisions() {
            return lieutenants.entrySet().stream()
                    .filter(lieutenant -> !lieutenant.getKey().equals(traitor))
                    .flatMap(lieutenant -> lieutenant.getValue().decision().stream());
        }
    }

    /** What a traitor may send in place of a message. */
    private enum Alphabet {
        FULL(
                "each value, each value late, both values in each order, malformed, nothing, each value in the other round"),
        VALUES_AND_SILENCE("each value, nothing"),
        VALUES("each value");

        private final String words;

        Alphabet(String words) {
            this.words = words;
        }

        LieAlphabet<OralMessage> with(MessageLens<OralMessage> lens) {
            LieAlphabet<OralMessage> all = LieAlphabet.of(lens, DELTA.multipliedBy(3))
                    .and(lens, "in the other round", OralMessagesExplorationTest::inTheOtherRound);
            return (truth, to) -> all.lies(truth, to).stream()
                    .filter(lie -> this == FULL
                            || lie.name().matches("variant \\d")
                            || (this == VALUES_AND_SILENCE && lie.name().equals("nothing")))
                    .toList();
        }
    }

    private static Explorer<Council> explorer(int generals, int traitor, String order, Alphabet alphabet) {
        Group group = Group.of(Stream.iterate(0, i -> i + 1)
                .limit(generals)
                .map(i -> NodeId.of("g" + i))
                .toList());
        return Explorer.<Council>of(group, scene -> council(scene, group, group.member(traitor), order, alphabet))
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(1),
                        TimingModel.synchronous(DELTA, 0, Duration.ZERO)))
                .adversary("in place of each message of g" + traitor + " " + alphabet.words)
                .requiring(Property.always(
                        "IC1: loyal lieutenants agree",
                        council -> council.loyalDecisions().distinct().count() <= 1))
                .requiring(Property.always(
                        "IC2: a loyal commander is obeyed",
                        council -> traitor == 0 || council.loyalDecisions().allMatch(order::equals)))
                .requiring(Property.atEnd(
                        "every loyal lieutenant decides",
                        council -> council.loyalDecisions().count() == generals - (traitor == 0 ? 1 : 2)));
    }

    private static Council council(Scene scene, Group group, NodeId traitor, String order, Alphabet alphabet) {
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), RETREAT);
        NodeId commander = group.member(0);
        InstanceId instance = new InstanceId(commander, 1);
        Map<NodeId, Agreement<String>> lieutenants = new LinkedHashMap<>();
        for (NodeId lieutenant : group.others(commander)) {
            lieutenants.put(lieutenant, scene.run(lieutenant.name(), env -> {
                OralMessages<String> general = general(env, config, traitor, alphabet, scene);
                return general.join(
                        instance, commander, general.scheduleFrom(env.clock().nanos()));
            }));
        }
        scene.run(commander.name(), env -> {
            OralMessages<String> general = general(env, config, traitor, alphabet, scene);
            return general.command(
                    instance, order, general.scheduleFrom(env.clock().nanos()));
        });
        return new Council(order, traitor, lieutenants);
    }

    private static OralMessages<String> general(
            Environment env, GroupConfig<String> config, NodeId traitor, Alphabet alphabet, Scene scene) {
        Stackable link = env.open("generals");
        if (env.self().equals(traitor)) {
            MessageLens<OralMessage> lens = OralMessages.lens(config, 1, ORDERS);
            link = ChoosingLink.over(link, lens, alphabet.with(lens), scene);
        }
        return OralMessages.unguarded(link, config, 1);
    }

    private static List<OralMessage> inTheOtherRound(OralMessage truth, NodeId to) {
        List<OralMessage> messages = new ArrayList<>();
        for (String value : ORDERS) {
            messages.add(new OralMessage(
                    truth.instance(),
                    truth.commander(),
                    3 - truth.round(),
                    ValueBlock.of(List.of(Bytes.of(Codec.utf8().encode(value))))));
        }
        return messages;
    }

    /** Theorem 1 for m = 1, n = 4 and binary orders. */
    @Test
    void fourGeneralsWithstandEveryStrategyOfOneTraitor() {
        long strategies = 0;
        for (int traitor = 0; traitor < 4; traitor++) {
            for (String order : ORDERS) {
                Coverage seen = explorer(4, traitor, order, Alphabet.FULL)
                        .oneOrder()
                        .explore()
                        .requireExhausted()
                        .coverage();
                strategies += seen.runs();
            }
        }
        // Ten letters; a traitorous commander has three messages, a traitorous lieutenant two: 2·(10³ + 3·10²).
        assertThat(strategies).isEqualTo(2_600);
    }

    /** The same for every order in which messages may arrive, with smaller alphabets. */
    @Test
    void fourGeneralsWithstandEveryOrderOfArrival() {
        explorer(4, 0, ATTACK, Alphabet.VALUES).explore().requireExhausted();
        explorer(4, 3, ATTACK, Alphabet.VALUES_AND_SILENCE).explore().requireExhausted();
    }

    /** Section 2, figure 1: a traitorous lieutenant reports another order, and IC2 falls. */
    @Test
    void threeGeneralsFallToALieutenant() {
        Explorer<Council> explorer = explorer(3, 2, ATTACK, Alphabet.FULL).breadthFirst();
        Counterexample found = explorer.explore().requireCounterexample();
        assertThat(found.property()).startsWith("IC2");
        assertThat(found.schedule().choices()).contains("choose g2→g1: variant 0");
        assertThat(found.trace()).isNotEmpty();
        assertThat(explorer.replay(found.schedule())).isEqualTo(found);
    }

    /** With two of them and the default, neither a traitorous commander nor a call to retreat gives a traitor a way. */
    @Test
    void threeGeneralsFallOnlyWhereTheDefaultIsNotTheOrder() {
        for (int traitor = 0; traitor < 3; traitor++) {
            explorer(3, traitor, RETREAT, Alphabet.FULL).explore().requireExhausted();
        }
    }
}
