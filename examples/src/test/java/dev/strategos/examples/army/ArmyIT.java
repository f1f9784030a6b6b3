package dev.strategos.examples.army;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generals in processes of their own, over TCP with mutual TLS. */
class ArmyIT {

    @ParameterizedTest
    @ValueSource(strings = {"oral", "signed"})
    void fourProcessesLearnEachOthersArmies(String algorithm) {
        Launcher launcher = Launcher.run("army", "--json", "--algorithm", algorithm);
        assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        JsonNode json = launcher.json();
        assertThat(json.get("tls").asBoolean()).isTrue();
        assertThat(json.get("agreement").asBoolean()).isTrue();
        assertThat(json.get("validity").asBoolean()).isTrue();
        assertThat(json.get("vectors")).hasSize(3);
    }
}
