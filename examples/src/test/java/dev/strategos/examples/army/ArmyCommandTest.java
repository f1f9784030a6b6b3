package dev.strategos.examples.army;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmyCommandTest {

    private static Launcher army(String... options) {
        List<String> arguments = new ArrayList<>(List.of("army", "--transport", "memory"));
        arguments.addAll(List.of(options));
        return Launcher.run(arguments.toArray(String[]::new));
    }

    /** The lectures' example: the third general lies, and the others know each other's armies all the same. */
    @ParameterizedTest
    @CsvSource({"oral, 24", "signed, 24"})
    void fourGeneralsWithOneTraitor(String algorithm, int messages) {
        for (String seed : new String[] {"1", "2", "3", "4", "5"}) {
            Launcher launcher = army("--json", "--algorithm", algorithm, "--seed", seed);
            assertThat(launcher.status()).as(launcher.err()).isZero();
            JsonNode json = launcher.json();
            JsonNode vector = json.get("vectors").get("general-1");
            assertThat(vector.get("general-1").asText()).isEqualTo("1");
            assertThat(vector.get("general-2").asText()).isEqualTo("2");
            assertThat(vector.get("general-4").asText()).isEqualTo("4");
            assertThat(json.get("vectors")).hasSize(3).allMatch(vector::equals);
            assertThat(json.get("agreement").asBoolean()).isTrue();
            assertThat(json.get("validity").asBoolean()).isTrue();
            // A lie takes the place of a truth, message for message; but a forgery is not passed on.
            assertThat(json.get("messages").asInt()).isLessThanOrEqualTo(messages);
        }
    }

    @Test
    void withoutATraitorAllKnowAll() {
        JsonNode json = army("--json", "--traitor", "0", "--sizes", "10,20,30,40,50,60,70", "--faults", "2")
                .json();
        assertThat(json.get("messages").asInt()).isEqualTo(126);
        assertThat(json.get("vectors")).hasSize(7).allSatisfy(vector -> {
            assertThat(vector).hasSize(7);
            assertThat(vector.get("general-7").asText()).isEqualTo("70");
        });
    }

    @Test
    void showsWhatEverybodyTakesEverybodyFor() {
        Launcher launcher = army();
        assertThat(launcher.out())
                .contains("TRAITOR", "takes 3 for", "What general-1 heard", "agreement holds", "validity holds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sizes|1,2,3|3f+1",
                "--traitor|5|--traitor: must be 1 to 4, but was 5",
                "--traitor|1,2|3f+1",
                "--sizes|1,-2,3,4|sizes: must be 4 numbers of zero or more",
                "--faults|-1|--faults: must be at least 0",
                "--algorithm|king|algorithm: interactive consistency is by oral or signed messages, but was king",
            })
    void refusesWhatCannotBePlayed(String option, String value, String message) {
        Launcher launcher = army(option, value);
        assertThat(launcher.status()).isEqualTo(2);
        assertThat(launcher.err()).contains(message);
    }
}
