package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Script;
import dev.strategos.testkit.adversary.ScriptRecorder;
import dev.strategos.testkit.adversary.Strategies;
import dev.strategos.testkit.adversary.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every strategy of treason, written down as a script; the script alone, read from its text, does the same to the loyal generals. */
class ScriptedTreasonTest {

    private static final Duration TOO_LATE = Camp.DELTA.plus(Camp.SKEW).multipliedBy(10);

    /** What the loyal generals heard in each round along each path, in any order and however often, and what they decided. */
    private record Outcome(Map<NodeId, String> decisions, Map<NodeId, Set<String>> heard) {}

    private static <M> Outcome run(
            Camp.Algorithm algorithm, int generals, int m, List<Integer> traitors, long seed, Strategy<M> strategy) {
        List<Conspiracy<M>> conspiracy = new ArrayList<>();
        try (Camp camp = Camp.of(algorithm, generals, m)
                .seed(seed)
                .traitors(traitors)
                .treason((there, link) -> {
                    if (conspiracy.isEmpty()) {
                        conspiracy.add(Conspiracy.of(lensOf(there.lens()), new SplittableRandom(seed)));
                    }
                    return conspiracy.get(0).join(link, strategy);
                })
                .pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(1, commander, Camp.ATTACK).end();
            Map<NodeId, Set<String>> heard = new LinkedHashMap<>();
            camp.agreements.forEach((general, agreement) -> {
                // Which of equal orders SM counts, and relays, is a matter of the order of arrivals.
                boolean timeless = algorithm == Camp.Algorithm.ORAL;
                if (timeless && !camp.traitors.contains(general) && !general.equals(commander)) {
                    Set<String> all = new TreeSet<>();
                    for (int round = 1; round <= m + 1; round++) {
                        agreement.heard(round).forEach(report -> all.add(report.toString()));
                    }
                    heard.put(general, all);
                }
            });
            return new Outcome(camp.loyalDecisions(commander), heard);
        }
    }

    @SuppressWarnings("unchecked")
    private static <M> MessageLens<M> lensOf(MessageLens<?> lens) {
        return (MessageLens<M>) lens;
    }

    private static <M> Strategy<M> everything() {
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

    @ParameterizedTest
    @CsvSource({"ORAL, 4, 1, 40", "ORAL, 7, 2, 20", "SIGNED, 4, 1, 15", "SIGNED, 5, 2, 15"})
    void aScriptDoesWhatWasRecorded(Camp.Algorithm algorithm, int generals, int m, int seeds) {
        int lines = 0;
        for (long seed = 0; seed < seeds; seed++) {
            List<Integer> traitors = seed % 2 == 0
                    ? List.of(0, generals - 1).subList(0, m)
                    : List.of(generals - 1, generals - 2).subList(0, m);
            ScriptRecorder<Object> recorder = new ScriptRecorder<>(everything());
            Outcome recorded = run(algorithm, generals, m, traitors, seed, recorder);
            String text = recorder.script().toString();
            Script script = Script.parse(text);
            assertThat(script).isEqualTo(recorder.script());
            long another = seed + 1_000;
            assertThat(run(algorithm, generals, m, traitors, another, script.strategy(TOO_LATE)))
                    .as("%s n=%d m=%d seed=%d, script:%n%s", algorithm, generals, m, seed, text)
                    .isEqualTo(recorded);
            assertThat(recorded.decisions().values().stream().distinct().count())
                    .as("IC1, seed %d", seed)
                    .isEqualTo(1);
            lines += script.acts().size();
        }
        assertThat(lines).isGreaterThan(seeds);
    }

    private static Map<NodeId, Map<NodeId, String>> exchange(
            Camp.Algorithm algorithm, List<Integer> liars, long seed, Strategy<Object> strategy) {
        try (Council council = new Council(algorithm, 4, 1, seed).liars(liars)) {
            Conspiracy<Object> conspiracy = Conspiracy.of(lensOf(council.lens()), new SplittableRandom(seed));
            council.treason(link -> conspiracy.join(link, strategy)).convene().end();
            return council.loyalVectors();
        }
    }

    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void aScriptDoesWhatWasRecordedInAnExchangeToo(Camp.Algorithm algorithm) {
        int lines = 0;
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> liars = List.of((int) seed % 4);
            ScriptRecorder<Object> recorder = new ScriptRecorder<>(everything());
            Map<NodeId, Map<NodeId, String>> recorded = exchange(algorithm, liars, seed, recorder);
            Script script = Script.parse(recorder.script().toString());
            assertThat(exchange(algorithm, liars, seed + 1_000, script.strategy(TOO_LATE)))
                    .as("%s seed=%d, script:%n%s", algorithm, seed, script)
                    .isEqualTo(recorded);
            lines += script.acts().size();
        }
        assertThat(lines).isGreaterThan(20);
    }
}
