package dev.strategos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "n1", "alice", "a-b", "n1.cluster.example", "0.1"})
    void takesLowerCaseDnsNames(String name) {
        assertThat(NodeId.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "alice.", ".alice", "a..b", "-a", "a-", "a_b", "a b", "*", "*.example", "ä", "a\n"})
    void refusesAnythingElseAndSaysWhat(String name) {
        assertThatThrownBy(() -> NodeId.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name: must")
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void boundsTheLengths() {
        String label = "a".repeat(63);
        assertThat(NodeId.of(label).name()).hasSize(63);
        assertThatThrownBy(() -> NodeId.of(label + "a")).hasMessageContaining("1 to 63");
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);
        assertThat(NodeId.of(longest).name()).hasSize(253);
        assertThatThrownBy(() -> NodeId.of(longest + "a")).hasMessageContaining("1 to 253");
    }
}
