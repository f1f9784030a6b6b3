package dev.strategos.examples.generals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strategos.examples.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneralsCommandTest {

    private static Launcher inMemory(String... options) {
        List<String> arguments = new java.util.ArrayList<>(List.of("generals", "--transport", "memory"));
        arguments.addAll(List.of(options));
        return Launcher.run(arguments.toArray(String[]::new));
    }

    @Test
    void printsATableAndTheVerdict() {
        Launcher launcher = inMemory();
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out())
                .contains("OM(1) among 4 generals, in memory, in virtual time")
                .contains("T₀ + (m+1)(Δ+ε) = T₀ + 4.2 s")
                .containsPattern("general-4 +│ lieutenant +│ TRAITOR")
                .contains("heard in round 2")
                .contains("IC1 agreement holds", "IC2 validity holds");
    }

    @Test
    void printsOneObjectWithEveryField() {
        JsonNode json = inMemory("--json").json();
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "algorithm",
                        "generals",
                        "faults",
                        "traitors",
                        "commander",
                        "order",
                        "transport",
                        "tls",
                        "processes",
                        "rounds",
                        "messages",
                        "bytes",
                        "decisions",
                        "agreement",
                        "validity",
                        "elapsedMillis");
        assertThat(json.get("algorithm").asText()).isEqualTo("oral");
        assertThat(json.get("traitors").toString()).isEqualTo("[\"general-4\"]");
        assertThat(json.get("decisions").toString())
                .isEqualTo("{\"general-1\":\"attack\",\"general-2\":\"attack\",\"general-3\":\"attack\"}");
        assertThat(json.get("tls").asBoolean()).isFalse();
    }

    /**
     * Batched, OM(m) sends (n−1) + m(n−1)(n−2) messages; SM(m) with a loyal commander and no traitor (n−1)²; with kings the commander's n−1,
     * and (m+1)(n−1)(2n+1) or, phase kings, (m+1)(n²−1); Bracha's broadcast (n−1)(2n+1) in three steps.
     */
    @ParameterizedTest
    @CsvSource({
        "oral,4,1,1,9,2",
        "oral,7,2,2,66,3",
        "oral,10,3,3,225,4",
        "signed,4,0,1,9,2",
        "signed,7,0,2,36,3",
        "king,4,0,1,57,7",
        "king,7,2,2,276,10",
        "phase-king,5,0,1,52,5",
        "phase-king,9,2,2,248,7",
        "bracha,4,0,1,27,3",
        "bracha,7,2,2,90,3"
    })
    void countsAsTheoryDoes(String algorithm, int generals, int traitors, int faults, int messages, int rounds) {
        Launcher launcher = inMemory(
                "--json",
                "--algorithm",
                algorithm,
                "--generals",
                Integer.toString(generals),
                "--traitors",
                Integer.toString(traitors),
                "--faults",
                Integer.toString(faults));
        assertThat(launcher.status()).as(launcher.err()).isZero();
        assertThat(launcher.json().get("messages").asInt()).isEqualTo(messages);
        assertThat(launcher.json().get("rounds").asInt()).isEqualTo(rounds);
        assertThat(launcher.json().get("algorithm").asText()).isEqualTo(algorithm);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        String[] options = {"--generals", "7", "--traitors", "2", "--traitor-commander", "--seed", "77"};
        assertThat(inMemory(options).out()).isEqualTo(inMemory(options).out());
        options[6] = "78";
        assertThat(inMemory(options).out())
                .isNotEqualTo(inMemory("--generals", "7", "--traitors", "2", "--traitor-commander", "--seed", "77")
                        .out());
    }

    @Test
    void agreesUnderEveryTraitorousCommander() {
        for (int seed = 0; seed < 30; seed++) {
            for (String algorithm : List.of("oral", "signed", "king", "phase-king", "bracha", "async")) {
                Launcher launcher = inMemory(
                        "--json",
                        "--traitor-commander",
                        "--generals",
                        algorithm.equals("phase-king") ? "5" : "4",
                        "--algorithm",
                        algorithm,
                        "--seed",
                        Integer.toString(seed));
                assertThat(launcher.status())
                        .as("seed %s %s: %s", seed, algorithm, launcher.out())
                        .isZero();
                assertThat(launcher.json().get("decisions").has("general-1")).isFalse();
            }
        }
    }

    @Test
    void withoutTimeAllObeyALoyalCommanderByTheirOwnCoins() {
        for (int seed = 0; seed < 10; seed++) {
            Launcher launcher = inMemory("--json", "--algorithm", "async", "--seed", Integer.toString(seed));
            assertThat(launcher.status())
                    .as("seed %s: %s", seed, launcher.out())
                    .isZero();
            assertThat(launcher.json().get("coin").asText()).isEqualTo("local");
            assertThat(launcher.json().get("decisions").toString())
                    .isEqualTo("{\"general-1\":\"attack\",\"general-2\":\"attack\",\"general-3\":\"attack\"}");
        }
        assertThat(inMemory("--algorithm", "async").out())
                .contains("ABA(1) among 4 generals")
                .contains("declared asynchronous: nothing is assumed of time", "votes to retreat")
                .contains("heard from the commander")
                .contains("coin: each general's own");
    }

    @Test
    void refusesWhatSpeaksOfRoundsWhereThereAreNone() {
        assertThat(inMemory("--algorithm", "bracha", "--traitors", "0", "--kill", "2@1")
                        .err())
                .contains("--kill: names a round, of which there are none by the clock in bracha");
        assertThat(inMemory("--algorithm", "async", "--trace", "x.html").status())
                .isEqualTo(2);
        assertThat(inMemory("--algorithm", "async", "--generals", "3").err()).contains("ABA(1) among 3 generals");
    }

    @Test
    void survivesADeathBetweenTheRounds() {
        JsonNode json = inMemory("--json", "--traitors", "0", "--kill", "2@1").json();
        assertThat(json.get("agreement").asBoolean()).isTrue();
        assertThat(json.get("messages").asInt())
                .as("the dead one relays nothing")
                .isEqualTo(7);
        assertThat(json.get("decisions").toString())
                .isEqualTo("{\"general-1\":\"attack\",\"general-3\":\"attack\",\"general-4\":\"attack\"}");
    }

    @Test
    void printsATableOfKings() {
        Launcher launcher = inMemory("--algorithm", "king");
        assertThat(launcher.status()).isZero();
        assertThat(launcher.out())
                .contains("King(1) among 4 generals, in memory, in virtual time")
                .contains("T₀ + (3(m+1)+1)(Δ+ε) = T₀ + 14.7 s")
                .contains("heard in round 7")
                .contains("IC1 agreement holds", "IC2 validity holds");
    }

    @Test
    void aKingMayDieToo() {
        JsonNode json = inMemory("--json", "--algorithm", "king", "--traitors", "0", "--kill", "2@3")
                .json();
        assertThat(json.get("agreement").asBoolean()).isTrue();
        assertThat(json.get("messages").asInt())
                .as("one less in two exchanges of four, and no king in phase 2")
                .isEqualTo(57 - 3 * 3);
        assertThat(json.get("decisions").toString())
                .isEqualTo("{\"general-1\":\"attack\",\"general-3\":\"attack\",\"general-4\":\"attack\"}");
    }

    @Test
    void showsAViolationWhereMoreLieThanItTolerates() {
        // Two traitors of four break OM(1) for some of the lies; the exit status tells.
        int violated = 0;
        for (int seed = 0; seed < 20; seed++) {
            int status = inMemory(
                            "--json", "--traitors", "2", "--faults", "1", "--anyway", "--seed", Integer.toString(seed))
                    .status();
            assertThat(status).isIn(0, 1);
            violated += status;
        }
        assertThat(violated).isPositive();
    }

    /** The picture says how each loyal lieutenant came to its decision. */
    @Test
    void drawsTheVotes(@TempDir Path folder) throws IOException {
        Path oral = folder.resolve("oral.html");
        assertThat(inMemory("--generals", "7", "--traitors", "2", "--trace", oral.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(oral))
                .contains(
                        "<h2>How general-2 decided</h2><p>attack</p>", "general-7 (traitor) said", "<h2>How general-5")
                .containsPattern("general-1 said attack <b>votes: \\d attack")
                .doesNotContain("<h2>How general-7", "<h2>How general-1 ")
                .contains("round 2: ");
        Path signed = folder.resolve("signed.html");
        inMemory("--algorithm", "signed", "--traitor-commander", "--trace", signed.toString());
        assertThat(Files.readString(signed))
                .containsPattern(
                        "(attack|retreat), signed by general-1 \\(traitor\\) &#62; general-\\d <b>(accepted|known already)")
                .containsPattern("\"(attack|retreat), signed by general-1\"");
        Path kings = folder.resolve("kings.html");
        inMemory("--algorithm", "king", "--trace", kings.toString());
        assertThat(Files.readString(kings))
                .contains("general-4 (traitor) said ", "decree ", "<h2>How general-2 decided</h2>");
        Launcher tcp = Launcher.run("generals", "--trace", "x.html");
        assertThat(tcp.status()).isEqualTo(2);
        assertThat(tcp.err()).contains("--trace: only with --transport memory");
    }

    /** One traitor's word against the commander's, among three: general-2 hears what it would hear from a traitorous commander. */
    @Test
    void playsAScriptWithoutTheGuard(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("three.script");
        Files.writeString(script, "general-1/1 round 2 path general-1>general-3 to general-2: value retreat\n");
        Launcher launcher =
                inMemory("--generals", "3", "--faults", "1", "--anyway", "--traitor-script", script.toString());
        assertThat(launcher.status()).as(launcher.err()).isEqualTo(1);
        assertThat(launcher.out())
                .contains("the guard n ≥ 3m+1 is off", "IC1 agreement holds", "IC2 validity IS VIOLATED");
    }

    @Test
    void playsAScriptAmongKings(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("kings.script");
        Files.writeString(script, "general-1/1 round 2 path general-4 to general-2: value retreat\n");
        Launcher launcher = inMemory("--algorithm", "king", "--traitor-script", script.toString());
        assertThat(launcher.status()).as(launcher.err()).isZero();
    }

    /** Colluding traitors tell the same general the same, each for its own process. */
    @ParameterizedTest
    @CsvSource({"oral,10,3", "signed,5,3"})
    void traitorsCollude(String algorithm, int generals, int traitors) {
        for (int seed = 1; seed <= 5; seed++) {
            Launcher launcher = inMemory(
                    "--collude",
                    "--algorithm",
                    algorithm,
                    "--generals",
                    Integer.toString(generals),
                    "--traitors",
                    Integer.toString(traitors),
                    "--traitor-commander",
                    "--seed",
                    Integer.toString(seed));
            assertThat(launcher.status()).as(launcher.out() + launcher.err()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x/1 round 1 path general-4 to general-2: late|the instance must be general-1/1",
                "general-1/1 round 3 path general-1>general-3>general-4 to general-2: late|the round must be 1 to 2",
                "general-1/1 round 2 path general-4 to general-2: late|as many generals as the round's number",
                "general-1/1 round 2 path general-9>general-4 to general-2: late|'general-9' is no general",
                "general-1/1 round 1 path general-1 to general-2: late|'general-1' speaks, but is not among the traitors",
                "general-1/1 round 2 path general-2>general-4 to general-3: late|must begin with the commander, general-1",
                "general-1/1 round 2 path general-1>general-4 to general-1: late|must all be different generals",
                "general-1/1 round 2 path general-1>general-4 to general-4: late|must all be different generals",
                "general-1/1 round 2 path general-1>general-4 to x: late|'x' is no general",
                "general-1/1 round 2 path general-1>general-4 to general-2: value flee|one of [attack, retreat], but was 'flee'",
            })
    void refusesAScriptThatIsNoneForThisBattle(String line, String why, @TempDir Path folder) throws IOException {
        Path script = folder.resolve("wrong.script");
        Files.writeString(script, line + "\n");
        Launcher launcher = inMemory("--traitor-script", script.toString());
        assertThat(launcher.status()).isEqualTo(2);
        assertThat(launcher.err()).contains("--traitor-script: '").contains(why);
    }

    @Test
    void saysWhereAScriptCannotBeRead(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("nonsense.script");
        Launcher missing = inMemory("--traitor-script", script.toString());
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("nonsense.script cannot be read");
        Files.writeString(script, "# a comment\nnonsense\n");
        Launcher nonsense = inMemory("--traitor-script", script.toString());
        assertThat(nonsense.status()).isEqualTo(2);
        assertThat(nonsense.err()).contains("nonsense.script, line 2: must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--generals 3|3f+1",
                "--generals 3 --faults 2 --anyway|n−2",
                "--generals 6 --traitors 2|needs at least 7 generals",
                "--generals 3 --algorithm signed --traitors 2|n−2",
                "--generals 3 --algorithm king|n > 3t (Berman, Garay, Perry 1989); n = 3 and t = 1",
                "--generals 8 --algorithm phase-king --traitors 2|n > 4t (Berman, Garay 1989); n = 8 and t = 2",
                "--algorithm king --traitors 0 --kill 2@8|--kill: must name a round, 1 to 7, but was 8",
                "--generals 40 --traitors 13|take fewer faults",
                "--faults -1|--faults: must be at least 0, but was -1",
                "--transport memory --plain|--plain: is for --transport tcp",
                "--generals 1|--generals: must be 2 to 64, but was 1",
                "--traitors 4|--traitors: must be 0 to 3, but was 4",
                "--traitors 0 --traitor-commander|--traitor-commander: needs at least one of --traitors",
                "--kill 2@1|2 faulty generals are more than --faults 1 tolerates",
                "--traitors 2 --faults 1|2 faulty generals are more than --faults 1 tolerates",
                "--traitors 0 --kill 1@1|the commander receives no round",
                "--traitors 0 --kill 5@1|--kill: must name a lieutenant",
                "--traitors 0 --kill 2@3|--kill: must name a round, 1 to 2, but was 3",
                "--traitors 0 --kill two|--kill: must be ID@ROUND",
                "--delta 0|--delta, --skew: must be at least 1 and 0",
                "--order flee|flee",
                "--algorithm psychic|psychic",
                "--frobnicate|--frobnicate"
            })
    void refusesWrongUsageBeforeAnythingStarts(String options, String why) {
        List<String> arguments = new java.util.ArrayList<>(List.of("generals"));
        arguments.addAll(List.of(options.split(" ")));
        Launcher launcher = Launcher.run(arguments.toArray(String[]::new));
        assertThat(launcher.status()).as(launcher.err()).isEqualTo(2);
        assertThat(launcher.err()).contains(why).contains("Try 'examples/run generals --help'.");
        assertThat(launcher.out()).isEmpty();
    }
}
