package dev.strategos.examples.flp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.byzantine.randomized.DealerCoin;
import dev.strategos.core.NodeId;
import dev.strategos.examples.Launcher;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fischer, Lynch, Paterson 1985, played. */
class FlpCommandTest {

    @Test
    void printsTheStallAndTheTosses() {
        Launcher launcher = Launcher.run("flp", "--runs", "100");
        assertThat(launcher.status()).as(launcher.err()).isZero();
        assertThat(launcher.out())
                .contains("p1 p2 p3 p4", "○ and ●: bivalent", "nobody has decided")
                .contains("decided in round", "all were decided")
                .doesNotContain("UNIVALENT", "NOT DECIDED");
    }

    @Test
    void keepsItUndecidedForAsLongAsItIsAsked() {
        JsonNode json = Launcher.run("flp", "--json", "--steps", "5000", "--runs", "400")
                .json();
        assertThat(json.get("messages").asInt()).isGreaterThanOrEqualTo(5_000);
        assertThat(json.get("decided").asInt()).isZero();
        assertThat(json.get("bivalent").asBoolean()).isTrue();
        assertThat(json.get("stall")).hasSize(json.get("rounds").asInt());
        assertThat(json.get("stall").get(0).get("reachable")).hasSize(2);
        JsonNode last = json.get("stall").get(json.get("rounds").asInt() - 1);
        assertThat(last.get("reachable")).hasSize(2);
        assertThat(json.get("tosses").get("undecided").asInt()).isZero();
        assertThat(json.get("tosses").get("meanRounds").asDouble())
                .as("1 round more than until the first wrong guess, which takes 2")
                .isBetween(2.7, 3.3);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertThat(Launcher.run("flp", "--runs", "50", "--seed", "7").out())
                .isEqualTo(Launcher.run("flp", "--runs", "50", "--seed", "7").out())
                .isNotEqualTo(Launcher.run("flp", "--runs", "50", "--seed", "8").out());
    }

    @Test
    void refusesWrongUsage() {
        assertThat(Launcher.run("flp", "--steps", "0").err()).contains("--steps: must be 1 to 1000000, but was 0");
        assertThat(Launcher.run("flp", "--runs", "0").status()).isEqualTo(2);
    }

    /** What a stall is worth is seen where the guess is wrong: the nodes decide then, whatever the scheduler does. */
    @Test
    void aWrongGuessEndsIt() {
        Map<NodeId, DealerCoin> coins = DealerCoin.deal(
                Assembly.GROUP, Assembly.FAULTS, List.of(Assembly.INSTANCE), 64, new SplittableRandom(1));
        boolean falls = coins.get(NodeId.of("p1"))
                .toss(
                        Assembly.INSTANCE,
                        1,
                        Map.of(
                                NodeId.of("p1"), coins.get(NodeId.of("p1")).share(Assembly.INSTANCE, 1),
                                NodeId.of("p2"), coins.get(NodeId.of("p2")).share(Assembly.INSTANCE, 1)));
        for (boolean guess : new boolean[] {false, true}) {
            Map<NodeId, DealerCoin> dealt = DealerCoin.deal(
                    Assembly.GROUP, Assembly.FAULTS, List.of(Assembly.INSTANCE), 64, new SplittableRandom(1));
            try (Assembly assembly = new Assembly(dealt::get)) {
                new Stalling(assembly).play(1, guess);
                assertThat(assembly.decisions().isEmpty()).isEqualTo(guess == falls);
            }
        }
    }
}
