package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lamport, Shostak, Pease 1982, sections 2 and 3, on the shipped tree and majority. */
class OralMessagesPaperTest {

    private static final int RETREAT = 0;
    private static final int ATTACK = 1;

    /** Theorem 1 for n=4, m=1: no traitor of any place, saying anything from three values, breaks IC1 or IC2. */
    @Test
    void fourGeneralsWithstandEveryStrategyOfOneTraitor() {
        int strategies = 0;
        for (int commander = 0; commander < 4; commander++) {
            for (int traitor = 0; traitor < 4; traitor++) {
                for (int order : new int[] {RETREAT, ATTACK}) {
                    strategies += everyStrategy(4, 1, commander, traitor, order, 3, run -> {
                        assertThat(run.agree()).as("IC1: %s", run).isTrue();
                        assertThat(run.obey()).as("IC2: %s", run).isTrue();
                    });
                }
            }
        }
        // A traitorous commander tells three lieutenants, a traitorous lieutenant the two others: 4·2·(3³ + 3·3²).
        assertThat(strategies).isEqualTo(432);
    }

    /** Section 2, figures 1 and 2: with three generals one traitor wins; the search finds its strategy. */
    @Test
    void threeGeneralsFallToOneTraitor() {
        List<Run> broken = new ArrayList<>();
        for (int traitor = 0; traitor < 3; traitor++) {
            everyStrategy(3, 1, 0, traitor, ATTACK, 2, run -> {
                if (!run.agree() || !run.obey()) {
                    broken.add(run);
                }
            });
        }
        assertThat(broken)
                .as("figure 1: a traitorous lieutenant claims the commander said retreat, and IC2 falls")
                .anyMatch(run -> run.traitor != 0 && !run.obey() && run.lies.containsValue(RETREAT));
    }

    /** Running more rounds than n &gt; 3m allows does not help three generals. */
    @Test
    void noDefaultSavesThreeGenerals() {
        List<Run> broken = new ArrayList<>();
        for (int order : new int[] {RETREAT, ATTACK}) {
            for (int traitor = 0; traitor < 3; traitor++) {
                everyStrategy(3, 1, 0, traitor, order, 3, run -> {
                    if (!run.agree() || !run.obey()) {
                        broken.add(run);
                    }
                });
            }
        }
        assertThat(broken).isNotEmpty();
    }

    /** The lectures' case: attack from one, retreat from the other, nothing of one's own to tip it: the default. */
    @Test
    void aTieAmongFourVotesIsTheDefault() {
        // Five generals, the commander a traitor: two lieutenants hear attack, two something else.
        int[] orders = {0, 1, 1, 2, 2};
        int[] decisions = new PackedOralMessages(
                        5, (path, recipient, value) -> path.size() == 1 ? orders[recipient] : value)
                .decisions(1, 0, ATTACK);
        for (int lieutenant = 1; lieutenant < 5; lieutenant++) {
            assertThat(decisions[lieutenant]).isEqualTo(RETREAT);
        }
    }

    /** The lectures' worked example, army sizes with general 3 the traitor: seen by general 1. */
    @Test
    void armySizesOfTheLectures() {
        // Each army's size is an agreement of its own, with that general as the commander; 3 tells everybody something
        // else.
        PlainOralMessages.Channel traitorThree =
                (path, recipient, value) -> path.get(path.size() - 1) == 2 ? 100 + 10 * path.size() + recipient : value;
        int[][] vectors = new int[4][];
        for (int commander = 0; commander < 4; commander++) {
            vectors[commander] = new PackedOralMessages(4, traitorThree).decisions(1, commander, commander + 1);
        }
        for (int general : new int[] {0, 1, 3}) {
            assertThat(vectors[0][general]).isEqualTo(1);
            assertThat(vectors[1][general]).isEqualTo(2);
            assertThat(vectors[2][general]).as("no two heard the same of 3").isEqualTo(RETREAT);
            assertThat(vectors[3][general]).isEqualTo(4);
        }
    }

    /** One traitor's complete strategy and what came of it. */
    private record Run(
            int generals, int commander, int traitor, int order, Map<String, Integer> lies, int[] decisions) {

        boolean agree() {
            return loyalLieutenants().distinct().count() <= 1;
        }

        boolean obey() {
            return traitor == commander || loyalLieutenants().allMatch(decision -> decision == order);
        }

        private IntStream loyalLieutenants() {
            return IntStream.range(0, generals)
                    .filter(general -> general != commander && general != traitor)
                    .map(general -> decisions[general]);
        }

        @Override
        public String toString() {
            return "n=" + generals + " commander " + commander + " orders " + order + ", traitor " + traitor + " says "
                    + lies + ": " + Arrays.toString(decisions);
        }
    }

    /** Tries every value in every message of the traitor; gives the number of strategies. */
    private static int everyStrategy(
            int generals, int m, int commander, int traitor, int order, int values, Consumer<Run> check) {
        int messages = countMessages(generals, m, commander, traitor, order);
        int strategies = (int) Math.pow(values, messages);
        for (int strategy = 0; strategy < strategies; strategy++) {
            Map<String, Integer> lies = new LinkedHashMap<>();
            int[] rest = {strategy};
            int[] decisions = new PackedOralMessages(generals, (path, recipient, value) -> {
                        if (path.get(path.size() - 1) != traitor) {
                            return value;
                        }
                        int lie = rest[0] % values;
                        rest[0] /= values;
                        lies.put(path + "→" + recipient, lie);
                        return lie;
                    })
                    .decisions(m, commander, order);
            check.accept(new Run(generals, commander, traitor, order, lies, decisions));
        }
        return strategies;
    }

    private static int countMessages(int generals, int m, int commander, int traitor, int order) {
        int[] messages = {0};
        new PackedOralMessages(generals, (path, recipient, value) -> {
                    messages[0] += path.get(path.size() - 1) == traitor ? 1 : 0;
                    return value;
                })
                .decisions(m, commander, order);
        return messages[0];
    }
}
