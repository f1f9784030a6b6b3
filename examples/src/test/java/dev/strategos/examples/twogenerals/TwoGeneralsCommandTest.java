package dev.strategos.examples.twogenerals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoGeneralsCommandTest {

    @Test
    void tellsTheFourOutcomesUnderEachRule() {
        JsonNode json = Launcher.run("two-generals", "--json", "--runs", "500", "--loss", "0.5", "--messengers", "2")
                .json();
        JsonNode bold = json.get("rules").get(0);
        JsonNode cautious = json.get("rules").get(1);
        assertThat(bold.get("rule").asText()).isEqualTo("bold");
        assertThat(bold.get("both").asInt() + bold.get("onlyFirst").asInt()).isEqualTo(500);
        assertThat(bold.get("onlyFirst").asInt()).isPositive();
        assertThat(cautious.get("neither").asInt()).isPositive();
        assertThat(cautious.get("onlySecond").asInt()).isPositive();
        assertThat(cautious.get("onlyFirst").asInt()).isZero();
        assertThat(json.get("log10OfFailure")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(json.get("chains")).hasSize(6);
    }

    @Test
    void showsTablesAndAPlot() {
        Launcher launcher = Launcher.run("two-generals", "--runs", "50", "--seed", "7");
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out())
                .contains("only general-2 attacks", "general-1 attacks once general-2 has answered", "●", "never 0")
                .isEqualTo(Launcher.run("two-generals", "--runs", "50", "--seed", "7")
                        .out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "1.5", "NaN"})
    void refusesCertainty(String loss) {
        Launcher launcher = Launcher.run("two-generals", "--loss", loss);
        assertThat(launcher.status()).isEqualTo(2);
        assertThat(launcher.err()).contains("--loss: must be above 0 and below 1, but was");
    }
}
