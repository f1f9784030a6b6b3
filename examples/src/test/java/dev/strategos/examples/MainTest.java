package dev.strategos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void aloneItListsWhatThereIs() {
        Launcher launcher = Launcher.run();
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out()).contains("Examples:", "generals", "node", "Exit status:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generals", "flp", "node"})
    void everyExampleHasHelp(String example) {
        Launcher launcher = Launcher.run(example, "--help");
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out()).contains("Usage: examples/run " + example);
    }

    @Test
    void anUnknownExampleIsWrongUsage() {
        Launcher launcher = Launcher.run("battleship");
        assertThat(launcher.status()).isEqualTo(2);
        assertThat(launcher.out()).isEmpty();
        assertThat(launcher.err()).contains("battleship");
    }
}
