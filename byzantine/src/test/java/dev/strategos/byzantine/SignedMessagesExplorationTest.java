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
import dev.strategos.testkit.explore.Coverage;
import dev.strategos.testkit.explore.Explorer;
import dev.strategos.testkit.explore.Property;
import dev.strategos.testkit.explore.Scene;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every strategy of a declared alphabet in SM(m), on the shipped protocol: traitors share their keys, and know no loyal general's. */
class SignedMessagesExplorationTest {

    private static final Duration DELTA = Duration.ofMillis(10);
    private static final String RETREAT = "retreat";
    private static final String ATTACK = "attack";
    private static final List<String> ORDERS = List.of(RETREAT, ATTACK);
    private static final NodeId COMMANDER = NodeId.of("g0");
    private static final InstanceId INSTANCE = new InstanceId(COMMANDER, 1);

    private static final List<Ed25519.Key> KEYS =
            IntStream.range(0, 4).mapToObj(Camp::key).toList();
    private static final Map<Integer, Verifier> VERIFIERS = Map.of(3, verifier(3), 4, verifier(4));

    private static Verifier verifier(int generals) {
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        for (int rank = 0; rank < generals; rank++) {
            publicKeys.put(NodeId.of("g" + rank), KEYS.get(rank).publicKey());
        }
        return Ed25519.verifier(publicKeys);
    }

    /** What came of one run. */
    private record Council(Set<NodeId> traitors, String order, Map<NodeId, Agreement<String>> lieutenants) {

        Stream<String> loyalDecisions() {
            return lieutenants.entrySet().stream()
                    .filter(lieutenant -> !traitors.contains(lieutenant.getKey()))
                    .flatMap(lieutenant -> lieutenant.getValue().decision().stream());
        }

        long loyalLieutenants() {
            return lieutenants.keySet().stream()
                    .filter(lieutenant -> !traitors.contains(lieutenant))
                    .count();
        }
    }

    /**
     * Whose strategies are tried, and with which letters. What traitors tell each other is the truth: they may say anything to the others
     * all the same.
     */
    private record Treason(int generals, int m, Set<Integer> traitors, boolean small) {

        String words() {
            return small
                    ? "each order, either one round late, nothing"
                    : "each order, either one round late, both in each order, malformed, nothing";
        }

        <M> LieAlphabet<M> letters(MessageLens<M> lens, Set<NodeId> fellows) {
            LieAlphabet<M> all = LieAlphabet.of(lens, DELTA);
            return (truth, to) -> all.lies(truth, to).stream()
                    .filter(lie -> fellows.contains(to)
                            ? lie.name().equals("variant 0")
                            : !small
                                    || lie.name().equals("nothing")
                                    || lie.name().matches("variant \\d( late)?"))
                    .toList();
        }
    }

    private static long explore(Treason treason, String order) {
        Group group = Group.of(IntStream.range(0, treason.generals())
                .mapToObj(rank -> NodeId.of("g" + rank))
                .toList());
        Coverage coverage = Explorer.<Council>of(group, scene -> council(scene, group, treason, order))
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(treason.m()),
                        TimingModel.synchronous(DELTA, 0, Duration.ZERO)))
                .adversary(
                        "in place of each message of " + treason.traitors() + " to a loyal general " + treason.words())
                .requiring(Property.always(
                        "IC1: loyal lieutenants agree",
                        council -> council.loyalDecisions().distinct().count() <= 1))
                .requiring(Property.always(
                        "IC2: a loyal commander is obeyed",
                        council -> council.traitors().contains(COMMANDER)
                                || council.loyalDecisions().allMatch(order::equals)))
                .requiring(Property.atEnd(
                        "every loyal lieutenant decides",
                        council -> council.loyalDecisions().count() == council.loyalLieutenants()))
                .oneOrder()
                .explore()
                .requireExhausted()
                .coverage();
        return coverage.runs();
    }

    private static Council council(Scene scene, Group group, Treason treason, String order) {
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), RETREAT);
        Verifier verifier = VERIFIERS.get(group.size());
        Map<NodeId, Ed25519.Key> traitors = new LinkedHashMap<>();
        treason.traitors().stream().sorted().forEach(rank -> traitors.put(group.member(rank), KEYS.get(rank)));
        Map<NodeId, Agreement<String>> lieutenants = new LinkedHashMap<>();
        for (NodeId lieutenant : group.others(COMMANDER)) {
            lieutenants.put(lieutenant, scene.run(lieutenant.name(), env -> {
                SignedMessages<String> general = general(env, config, verifier, traitors, treason, scene);
                return general.join(
                        INSTANCE, COMMANDER, general.scheduleFrom(env.clock().nanos()));
            }));
        }
        scene.run(COMMANDER.name(), env -> {
            SignedMessages<String> general = general(env, config, verifier, traitors, treason, scene);
            return general.command(
                    INSTANCE, order, general.scheduleFrom(env.clock().nanos()));
        });
        return new Council(traitors.keySet(), order, lieutenants);
    }

    private static SignedMessages<String> general(
            Environment env,
            GroupConfig<String> config,
            Verifier verifier,
            Map<NodeId, Ed25519.Key> traitors,
            Treason treason,
            Scene scene) {
        Stackable link = env.open("generals");
        if (traitors.containsKey(env.self())) {
            MessageLens<SignedMessage> lens = SignedMessages.lens(config, verifier, treason.m(), ORDERS, traitors);
            link = ChoosingLink.over(link, lens, treason.letters(lens, traitors.keySet()), scene);
        }
        return SignedMessages.over(link, config, Camp.key(config.group().rank(env.self())), verifier, treason.m());
    }

    /** Figure 5: what oral messages cannot do. Eight letters: a traitorous commander tells two lieutenants, a lieutenant one. */
    @Test
    void threeGeneralsWithstandOneTraitor() {
        long runs = 0;
        for (int traitor = 0; traitor < 3; traitor++) {
            for (String order : ORDERS) {
                runs += explore(new Treason(3, 1, Set.of(traitor), false), order);
            }
        }
        assertThat(runs).isEqualTo(2 * (8 * 8 + 2 * 8));
    }

    /** Theorem 2 for n=4, m=1: a traitorous commander tells three lieutenants, a lieutenant the two others. */
    @Test
    void fourGeneralsWithstandOneTraitor() {
        long runs = explore(new Treason(4, 1, Set.of(0), false), ATTACK);
        for (String order : ORDERS) {
            runs += explore(new Treason(4, 1, Set.of(3), false), order);
        }
        assertThat(runs).isEqualTo(8 * 8 * 8 + 2 * 8 * 8);
    }

    /**
     * Theorem 2 for n=4, m=2, with five letters: two lieutenants conspire, who have one message each for the third, or one with the
     * commander: two messages each in the first two rounds, and more in the third where an order has come to light.
     */
    @Test
    void fourGeneralsWithstandTwoConspirators() {
        assertThat(explore(new Treason(4, 2, Set.of(2, 3), true), ATTACK)).isEqualTo(5 * 5);
        assertThat(explore(new Treason(4, 2, Set.of(0, 3), true), ATTACK)).isEqualTo(1_525);
    }
}
