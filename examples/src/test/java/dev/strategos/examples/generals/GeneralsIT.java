package dev.strategos.examples.generals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.api.Test;

/** Generals as real processes over real sockets, and real deaths. */
class GeneralsIT {

    private static JsonNode play(String... options) {
        java.util.List<String> arguments = new java.util.ArrayList<>(java.util.List.of("generals", "--json"));
        arguments.addAll(java.util.List.of(options));
        Launcher launcher = Launcher.run(arguments.toArray(String[]::new));
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        JsonNode json = launcher.json();
        assertThat(json.get("agreement").asBoolean()).isTrue();
        assertThat(json.get("validity").asBoolean()).isTrue();
        assertThat(json.get("transport").asText()).isEqualTo("tcp");
        assertThat(json.get("processes").asInt()).isEqualTo(json.get("generals").asInt());
        return json;
    }

    @Test
    void fourOfThemAgreeOverMutualTlsAlthoughOneLies() {
        JsonNode json = play();
        assertThat(json.get("tls").asBoolean()).isTrue();
        assertThat(json.get("processes").asInt()).isEqualTo(4);
        assertThat(json.get("messages").asInt()).isEqualTo(9);
        assertThat(json.get("rounds").asInt()).isEqualTo(2);
    }

    @Test
    void sevenOfThemAgreeAlthoughTwoLie() {
        JsonNode json = play("--generals", "7", "--traitors", "2", "--faults", "2");
        assertThat(json.get("messages").asInt()).isEqualTo(66);
    }

    @Test
    void threeOfThemAgreeBySignatures() {
        JsonNode json =
                play("--algorithm", "signed", "--generals", "3", "--traitors", "1", "--faults", "1", "--delta", "1000");
        assertThat(json.get("signatures").asInt()).isEqualTo(3);
    }

    @Test
    void fourOfThemAgreeWithKings() {
        JsonNode json = play("--algorithm", "king");
        assertThat(json.get("messages").asInt()).isEqualTo(57);
        assertThat(json.get("rounds").asInt()).isEqualTo(7);
    }

    @Test
    void fourOfThemDeliverTheSameByBrachasBroadcast() {
        JsonNode json = play("--algorithm", "bracha", "--traitors", "0", "--faults", "1");
        assertThat(json.get("messages").asInt()).isEqualTo(27);
    }

    @Test
    void fourOfThemAgreeWithoutBoundsOnTimeAlthoughOneLies() {
        JsonNode json = play("--algorithm", "async");
        assertThat(json.get("coin").asText()).isEqualTo("local");
        assertThat(json.get("decisions").get("general-2").asText()).isEqualTo("attack");
    }

    @Test
    void theRestAgreesWithPhaseKingsAlthoughOneIsKilled() {
        JsonNode json = play(
                "--algorithm",
                "phase-king",
                "--generals",
                "5",
                "--traitors",
                "0",
                "--faults",
                "1",
                "--kill",
                "2@2",
                "--delta",
                "700");
        assertThat(json.get("messages").asInt())
                .as("the second phase's values and its king's word are not sent")
                .isEqualTo(52 - 4 - 4);
    }

    @Test
    void theRestAgreesAlthoughOneIsKilled() {
        JsonNode json = play("--traitors", "0", "--faults", "1", "--kill", "2@1", "--order", "retreat");
        assertThat(json.get("killed").toString()).isEqualTo("[\"general-2\"]");
        assertThat(json.get("messages").asInt()).isEqualTo(7);
        assertThat(json.get("decisions").get("general-3").asText()).isEqualTo("retreat");
    }

    @Test
    void theRestAgreesAlthoughOneLiesAndOneIsKilled() {
        JsonNode json = play("--generals", "7", "--traitors", "1", "--faults", "2", "--kill", "5@1");
        assertThat(json.get("traitors").toString()).isEqualTo("[\"general-7\"]");
        assertThat(json.get("killed").toString()).isEqualTo("[\"general-5\"]");
    }

    @Test
    void aTrustedNetworkNeedsNoTls() {
        JsonNode json = play("--plain", "--traitor-commander");
        assertThat(json.get("tls").asBoolean()).isFalse();
        assertThat(json.get("traitors").toString()).isEqualTo("[\"general-1\"]");
    }
}
