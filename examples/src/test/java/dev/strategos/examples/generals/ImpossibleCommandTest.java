package dev.strategos.examples.generals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.api.Test;

class ImpossibleCommandTest {

    /** Section 2 of the paper: A and B look the same to one lieutenant, B and C to the other. */
    @Test
    void findsScenariosThatCannotBeToldApart() {
        Impossibility found = Impossibility.find().orElseThrow();
        assertThat(found.torn().isCommanderLoyal()).isFalse();
        assertThat(found.obeyed().isCommanderLoyal()).isTrue();
        assertThat(found.obeyedToo().isCommanderLoyal()).isTrue();
        assertThat(found.obeyed().view(found.first())).isEqualTo(found.torn().view(found.first()));
        assertThat(found.obeyedToo().view(found.second()))
                .isEqualTo(found.torn().view(found.second()));
        assertThat(found.obeyed().order()).isNotEqualTo(found.obeyedToo().order());
        assertThat(found.first()).isNotEqualTo(found.second());
    }

    @Test
    void everyRuleBreaks() {
        assertThat(Impossibility.pairsOfRules()).isEqualTo(256);
        assertThat(Impossibility.pairsThatHold()).isZero();
        assertThat(ThreeGenerals.all()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void playsThemOnTheShippedProtocol() {
        JsonNode json = Launcher.run("impossible", "--json").json();
        assertThat(json.get("possible").asBoolean()).isFalse();
        assertThat(json.get("scenarios")).hasSize(3);
        boolean broken = false;
        for (JsonNode scenario : json.get("scenarios")) {
            broken |= !scenario.get("agreement").asBoolean()
                    || !scenario.get("validity").asBoolean();
        }
        assertThat(broken).isTrue();
    }

    @Test
    void showsThemSideBySide() {
        Launcher launcher = Launcher.run("impossible");
        assertThat(launcher.status()).as(launcher.err()).isZero();
        assertThat(launcher.out())
                .contains(
                        "sees the same in A and in B", "sees the same in C and in B", "each of the 256 pairs of rules")
                .containsPattern("A: general-\\d lies +B: general-1 lies +C: general-\\d lies")
                .contains("IC2 BREAKS");
    }
}
