package dev.strategos.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.consumer.RunTimeTree.Jar;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PickTableTest {

    private static final String HEAD = """
            # Strategos

            ## Pick what you need

            | Module | What you get | Run-time dependencies | Size |
            |---|---|---|---|
            """;
    private static final RunTimeTree LINKS = tree(
            "strategos-links",
            new Jar("dev.strategos", "strategos-links", 80_000),
            new Jar("org.slf4j", "slf4j-api", 20_000),
            new Jar("dev.strategos", "strategos-core-api", 20_000));

    private static RunTimeTree tree(String module, Jar... jars) {
        return new RunTimeTree(module, List.of(jars));
    }

    @Test
    void acceptsWhatIsTrueWithLinksAndCodeSpans() {
        assertThat(mistakes(
                        "| [`strategos-links`](links/README.md) | x | `strategos-core-api`, `slf4j-api` | 120 kB |",
                        LINKS))
                .isEmpty();
        assertThat(mistakes(
                        "| strategos-core-api | x | none | 20 kB |",
                        tree("strategos-core-api", new Jar("dev.strategos", "strategos-core-api", 20_000))))
                .isEmpty();
    }

    @Test
    void namesModuleAndBothListsWhereADependencyIsMissing() {
        assertThat(mistakes("| strategos-links | x | strategos-core-api | 120 kB |", LINKS))
                .containsExactly("strategos-links: run-time dependencies: the table says 'strategos-core-api',"
                        + " true is 'strategos-core-api, slf4j-api'");
    }

    @Test
    void refusesADependencyThatIsNotThere() {
        assertThat(mistakes("| strategos-links | x | strategos-core-api, left-pad, slf4j-api | 120 kB |", LINKS))
                .hasSize(1);
    }

    @Test
    void refusesASizeThatIsMoreThanAFifthOff() {
        String row = "| strategos-links | x | strategos-core-api, slf4j-api | %s |";
        assertThat(mistakes(row.formatted("99 kB"), LINKS)).isEmpty();
        assertThat(mistakes(row.formatted("95 kB"), LINKS))
                .containsExactly("strategos-links: size: the table says '95 kB', true is about '120 kB'");
        assertThat(mistakes(row.formatted("small"), LINKS)).hasSize(1);
    }

    @Test
    void saysThatAModuleIsMissing() {
        assertThat(mistakes("| strategos-rpc | x | none | 1 kB |", LINKS))
                .containsExactly("strategos-links: is not in the table");
    }

    @Test
    void countsALargeGroupAndWantsItsJarsBelowTheTable() {
        List<Jar> jars = Stream.concat(
                        Stream.of(new Jar("dev.strategos", "strategos-transport-netty", 90)),
                        IntStream.range(0, 10).mapToObj(i -> new Jar("io.netty", "netty-" + i, 1)))
                .toList();
        RunTimeTree tree = new RunTimeTree("strategos-transport-netty", jars);
        String row = "| strategos-transport-netty | x | `io.netty` (10 jars) | 0.1 kB |\n\n";
        String legend =
                "`io.netty` (10 jars): `netty-9`, netty-0, netty-1, netty-2, netty-3,\nnetty-4, netty-5, netty-6, netty-7, netty-8";
        assertThat(mistakes(row + legend, tree)).isEmpty();
        assertThat(mistakes(row + legend.replace("netty-8", "netty-x"), tree)).hasSize(1);
        assertThat(mistakes(row, tree)).singleElement().asString().contains("missing");
    }

    @Test
    void wantsTheHeadingAndTheColumns() {
        assertThatThrownBy(() -> PickTable.parse("# Strategos\n")).hasMessageContaining("no heading");
        assertThatThrownBy(() -> PickTable.parse("## Pick what you need\n\n| Module | Size |\n|---|---|\n"))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> PickTable.parse("## Pick what you need\n\n## Next\n"))
                .hasMessageContaining("none");
    }

    @Test
    void readsNoFurtherThanItsOwnSection() {
        assertThat(PickTable.parse(HEAD + "| a | b | none | 1 kB |\n\n## Next\n\n| c | d | none | 1 kB |\n")
                        .rows())
                .containsOnlyKeys("a");
    }

    private static List<String> mistakes(String rows, RunTimeTree tree) {
        return PickTable.parse(HEAD + rows + "\n").mistakes(tree);
    }
}
