package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Script;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the complete adversary found, as scripts, done to the shipped protocol over a network. */
class OralStrategyReplayTest {

    private static final Duration TOO_LATE = Duration.ofSeconds(10);
    private static final List<String> WORDS = List.of(Camp.RETREAT, Camp.ATTACK);

    /** Every combination of up to seven generals that falls, falls as predicted, whatever the delays. */
    @Test
    void theShippedProtocolFallsAsPredicted() {
        OralAdversary adversary = new OralAdversary();
        int replayed = 0;
        for (int generals = 3; generals <= 7; generals++) {
            for (int traitors = 1; traitors <= 3 && traitors <= generals - 2; traitors++) {
                for (int faults = 0; faults <= 3 && faults <= generals - 2; faults++) {
                    OralVerdict verdict = adversary.against(generals, faults, traitors);
                    for (OralStrategy strategy : verdict.strategies()) {
                        List<String> predicted =
                                strategy.decisions().stream().map(WORDS::get).toList();
                        assertThat(play(strategy, replayed)).as("%s", strategy).isEqualTo(predicted);
                        replayed++;
                    }
                }
            }
        }
        assertThat(replayed).isGreaterThan(50);
    }

    private static List<String> play(OralStrategy strategy, long seed) {
        Script script = Script.parse(scriptOf(strategy).toString());
        Conspiracy<?>[] shared = new Conspiracy<?>[1];
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, strategy.generals(), strategy.faults())
                .unguarded()
                .seed(seed)
                .traitors(strategy.traitors())
                .treason((there, link) -> {
                    if (shared[0] == null) {
                        shared[0] = Conspiracy.of(there.lens(), new SplittableRandom(seed));
                    }
                    return shared[0].join(link, script.strategy(TOO_LATE));
                })
                .pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(1, commander, WORDS.get(strategy.order())).end();
            Map<NodeId, String> decisions = camp.loyalDecisions(commander);
            assertThat(decisions.keySet())
                    .containsExactlyElementsOf(strategy.loyalLieutenants().stream()
                            .map(camp::general)
                            .toList());
            assertThat(camp.reported).isEmpty();
            return List.copyOf(decisions.values());
        }
    }

    private static Script scriptOf(OralStrategy strategy) {
        Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();
        for (OralStrategy.Lie lie : strategy.lies()) {
            String path = lie.path().stream().map(general -> "g" + general).collect(Collectors.joining(">"));
            acts.put(
                    new Script.Place("g0/1", lie.path().size(), path, "g" + lie.recipient()),
                    new Script.Act(Script.Kind.VALUE, WORDS.get(lie.value())));
        }
        return Script.of(acts);
    }
}
