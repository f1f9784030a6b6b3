package dev.strategos.testkit.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final String TEXT = """
            a/1 round 1 path a to b: value attack
            a/1 round 2 path a>d to b: nothing
            a/1 round 2 path a>d to c: malformed
            a/2 round 1 path a to c: late
            """;

    @Test
    void itsTextSaysAll() {
        Script script = Script.parse("# a comment\n\n" + TEXT);
        assertThat(script.acts())
                .hasSize(4)
                .containsEntry(new Script.Place("a/1", 1, "a", "b"), new Script.Act(Script.Kind.VALUE, "attack"))
                .containsEntry(new Script.Place("a/2", 1, "a", "c"), new Script.Act(Script.Kind.LATE, null));
        assertThat(script).hasToString(TEXT).isEqualTo(Script.parse(script.toString()));
    }

    @Test
    void valuesMayBeAnyText() {
        Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();
        int round = 0;
        for (String value : new String[] {
            "",
            " ",
            "two\nlines",
            "\r",
            "\r\n",
            "a\u0085b",
            "\u2028",
            "\u2029x",
            "back\\slash",
            "\\n",
            "\\r",
            "value x",
            "é: #"
        }) {
            acts.put(new Script.Place("i", ++round, "p", "b"), new Script.Act(Script.Kind.VALUE, value));
        }
        assertThat(Script.parse(Script.of(acts).toString()).acts()).isEqualTo(acts);
    }

    /** A line of an instance that begins as a comment would, or as an escape, comes back too. */
    @Test
    void instancesMayBeAnyWord() {
        Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();
        for (String instance : new String[] {"#", "#1", "\\", "\\#", "\\\\", "a#", "\u0085", "é/1"}) {
            acts.put(new Script.Place(instance, 1, "p", "b"), new Script.Act(Script.Kind.NOTHING, null));
        }
        Script script = Script.parse("# " + Script.of(acts));
        assertThat(script.acts())
                .as("all but the first, which is commented out")
                .hasSize(acts.size() - 1);
        assertThat(Script.parse(Script.of(acts).toString()).acts()).isEqualTo(acts);
    }

    @Test
    void placesThatNoLineCanNameAreRefused() {
        assertThatThrownBy(() -> new Script.Place("a b", 1, "p", "b"))
                .hasMessage("instance: must be a text without blanks and not empty, but was 'a b'");
        assertThatThrownBy(() -> new Script.Place("a", 1, "p\n", "b")).hasMessageStartingWith("path: must be");
        assertThatThrownBy(() -> new Script.Place("a", 1, "p", "")).hasMessageStartingWith("recipient: must be");
        assertThatThrownBy(() -> new Script.Place("a", 0, "p", "b"))
                .hasMessage("round: must be 1 to 999999999, but was 0");
        assertThatThrownBy(() -> Script.parse(TEXT + "a/1 round 0 path a to b: late"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 5: round: must be 1 to 999999999, but was 0");
    }

    @Test
    void wrongLinesAreNamed() {
        assertThatThrownBy(() -> Script.parse(TEXT + "a/1 round x path a to b: late"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 5: must be")
                .hasMessageContaining("'a/1 round x path a to b: late'");
        assertThatThrownBy(() -> Script.parse(TEXT + TEXT))
                .hasMessageContaining("line 5: there is a line about it already");
        assertThatThrownBy(() -> new Script.Act(Script.Kind.LATE, "x"))
                .hasMessageContaining("value: must be there for");
    }
}
