package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Script;
import dev.strategos.testkit.adversary.ScriptRecorder;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.testkit.adversary.Strategy;
import dev.strategos.testkit.properties.AgreementProperties;
import dev.strategos.testkit.sim.SimTest;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Agreement and validity in virtual time over many seeds, against traitors that collude, are silent, replay and are late. */
class KingSimulationTest {

    private static final Duration TOO_LATE = Camp.DELTA.plus(Camp.SKEW).multipliedBy(40);

    private static Strategy<KingMessage> everything() {
        return Strategies.mixed(List.of(
                Strategies.honest(),
                Strategies.lying(),
                Strategies.equivocating(),
                Strategies.colluding(),
                Strategies.silentTo(NodeId.of("g1"), NodeId.of("g2")),
                Strategies.malforming(),
                Strategies.replaying(),
                Strategies.delaying(TOO_LATE)));
    }

    /** What draws a run: which algorithm, for how many traitors, with how many in fact, who they are, and how they lie. */
    private record Plan(KingAlgorithm algorithm, int faults, List<Integer> traitors, Strategy<KingMessage> strategy) {

        static Plan draw(RandomGenerator random) {
            KingAlgorithm algorithm = KingAlgorithm.values()[random.nextInt(4)];
            int faults = 1 + random.nextInt(3);
            int generals = Court.fewest(algorithm, faults);
            // Kings of the first phases do most harm; so every other time the traitors are those.
            List<Integer> ranks =
                    new ArrayList<>(IntStream.range(0, generals).boxed().toList());
            boolean kings = random.nextBoolean();
            List<Integer> traitors = new ArrayList<>();
            for (int count = random.nextInt(faults + 1); count > 0; count--) {
                traitors.add(ranks.remove(kings ? 0 : random.nextInt(ranks.size())));
            }
            List<Strategy<KingMessage>> each =
                    List.of(everything(), Strategies.lying(), Strategies.equivocating(), Strategies.colluding());
            return new Plan(algorithm, faults, traitors, each.get(random.nextInt(each.size())));
        }

        int generals() {
            return Court.fewest(algorithm, faults);
        }

        int phases() {
            return algorithm.stopsEarly() ? Math.min(traitors.size() + 2, faults + 1) : faults + 1;
        }
    }

    @SimTest(seeds = 400)
    void loyalGeneralsAgreeOnWhatTheyPropose(Simulation sim) {
        Plan plan = Plan.draw(sim.random());
        Group group = world(sim, plan);
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), Camp.RETREAT);
        MessageLens<KingMessage> lens = KingConsensus.lens(config, plan.algorithm(), plan.faults(), Court.WORDS);
        Conspiracy<KingMessage> conspiracy = Conspiracy.of(lens, new SplittableRandom(sim.seed()));
        boolean unanimous = sim.random().nextInt(3) == 0;
        List<String> proposals = group.members().stream()
                .map(general ->
                        unanimous ? Camp.ATTACK : Court.WORDS.get(sim.random().nextInt(3)))
                .toList();
        long startNanos = Camp.START.toNanos();
        List<KingPart<String>> loyal = new ArrayList<>();
        sim.start(env -> {
            Stackable wire = env.open("generals");
            int rank = group.rank(env.self());
            boolean traitor = plan.traitors().contains(rank);
            Stackable link = traitor ? conspiracy.join(wire, plan.strategy()) : wire;
            var protocol = KingConsensus.over(link, config, plan.algorithm(), plan.faults());
            var part = (KingPart<String>) protocol.propose(
                    new InstanceId(group.member(0), 1),
                    proposals.get(rank),
                    protocol.scheduleFrom(env.clock().nanos() + startNanos));
            if (!traitor) {
                loyal.add(part);
                part.onDecision(decision -> assertThat(
                                (part.round() - 2) / plan.algorithm().roundsPerPhase() + 1)
                        .as("phase of the decision, %s", plan)
                        .isLessThanOrEqualTo(plan.phases()));
            }
            return protocol;
        });
        sim.run(Camp.deadline(plan.algorithm().rounds(plan.faults()) + 1));
        AgreementProperties properties =
                properties(sim, plan, group, plan.algorithm().with(plan.faults()));
        properties.ic1().integrity().termination();
        if (loyal.stream()
                        .map(part -> ((Consensus<String>) part).proposal())
                        .distinct()
                        .count()
                == 1) {
            properties.ic2(((Consensus<String>) loyal.get(0)).proposal());
        }
        requireOnlyTraitorsAccused(sim, plan, group);
    }

    @SimTest(seeds = 200)
    void loyalGeneralsObeyALoyalCommander(Simulation sim) {
        Plan plan = Plan.draw(sim.random());
        Group group = world(sim, plan);
        GroupConfig<String> config = GroupConfig.of(group, Codec.utf8(), Camp.RETREAT);
        MessageLens<KingMessage> lens = KingBroadcast.lens(config, plan.algorithm(), plan.faults(), Court.WORDS);
        Conspiracy<KingMessage> conspiracy = Conspiracy.of(lens, new SplittableRandom(sim.seed()));
        int commander = sim.random().nextInt(plan.generals());
        sim.start(env -> {
            Stackable wire = env.open("generals");
            int rank = group.rank(env.self());
            Stackable link = plan.traitors().contains(rank) ? conspiracy.join(wire, plan.strategy()) : wire;
            var protocol = KingBroadcast.over(link, config, plan.algorithm(), plan.faults());
            RoundSchedule schedule = protocol.scheduleFrom(env.clock().nanos() + Camp.START.toNanos());
            InstanceId instance = new InstanceId(group.member(0), 1);
            return rank == commander
                    ? protocol.command(instance, Camp.ATTACK, schedule)
                    : protocol.join(instance, group.member(commander), schedule);
        });
        sim.run(Camp.deadline(plan.algorithm().rounds(plan.faults()) + 2));
        AgreementProperties properties =
                properties(sim, plan, group, "Order-" + plan.algorithm().with(plan.faults()));
        properties.ic1().integrity().termination();
        if (!plan.traitors().contains(commander)) {
            properties.ic2(Camp.ATTACK);
        }
        requireOnlyTraitorsAccused(sim, plan, group);
    }

    private static Group world(Simulation sim, Plan plan) {
        sim.nodes(IntStream.range(0, plan.generals())
                        .mapToObj(rank -> "g" + rank)
                        .toArray(String[]::new))
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(plan.faults()),
                        TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW)))
                .faults(FaultPlan.builder()
                        .reordering(0.5)
                        .delay(DelayLaw.uniform(Duration.ofMillis(1), Camp.DELTA.minusMillis(1)))
                        .build());
        return sim.network().group();
    }

    private static AgreementProperties properties(Simulation sim, Plan plan, Group group, String name) {
        List<NodeId> loyal = group.members().stream()
                .filter(general -> !plan.traitors().contains(group.rank(general)))
                .toList();
        return AgreementProperties.of("seed " + sim.seed() + ", " + plan, sim.trace(), name, "g0/1", loyal);
    }

    private static void requireOnlyTraitorsAccused(Simulation sim, Plan plan, Group group) {
        List<NodeId> accused = sim.trace().stream()
                .filter(record ->
                        !plan.traitors().contains(group.rank(record.peer().id())))
                .flatMap(record -> record.event() instanceof TraceEvent.FaultReported reported
                        ? java.util.stream.Stream.of(reported.fault().who())
                        : java.util.stream.Stream.empty())
                .toList();
        assertThat(accused)
                .as("loyal ones accuse traitors only, seed %d, %s", sim.seed(), plan)
                .allMatch(who -> plan.traitors().contains(group.rank(who)));
    }

    /** Every strategy of treason, written down as a script; the script alone, read from its text, does the same to the loyal generals. */
    @ParameterizedTest
    @EnumSource(KingAlgorithm.class)
    void aScriptDoesWhatWasRecorded(KingAlgorithm algorithm) {
        int lines = 0;
        for (long seed = 0; seed < 20; seed++) {
            ScriptRecorder<KingMessage> recorder = new ScriptRecorder<>(everything());
            Map<NodeId, String> recorded = play(algorithm, seed, recorder);
            String text = recorder.script().toString();
            Script script = Script.parse(text);
            assertThat(script).isEqualTo(recorder.script());
            assertThat(play(algorithm, seed + 1_000, script.strategy(TOO_LATE)))
                    .as("%s seed %d, script:%n%s", algorithm, seed, text)
                    .isEqualTo(recorded);
            lines += script.acts().size();
        }
        assertThat(lines).isGreaterThan(100);
    }

    private static Map<NodeId, String> play(KingAlgorithm algorithm, long seed, Strategy<KingMessage> strategy) {
        int generals = Court.fewest(algorithm, 2);
        List<Conspiracy<KingMessage>> conspiracy = new ArrayList<>();
        try (Court court = Court.of(algorithm, generals, 2)
                .seed(seed)
                .traitors(List.of(0, generals - 1))
                .treason((there, link) -> {
                    if (conspiracy.isEmpty()) {
                        conspiracy.add(Conspiracy.of(there.lens(), new SplittableRandom(seed)));
                    }
                    return conspiracy.get(0).join(link, strategy);
                })
                .build()) {
            return court.propose(Camp.ATTACK, "wait", Camp.RETREAT).end().loyalDecisions();
        }
    }
}
