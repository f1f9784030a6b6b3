package dev.strategos.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of the documentation compiles. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnippetsTest {

    private final SnippetCompiler compiler = new SnippetCompiler();

    @AfterAll
    void close() throws IOException {
        compiler.close();
    }

    static Stream<Path> markdown() {
        return Repository.markdown().stream();
    }

    @ParameterizedTest
    @MethodSource("markdown")
    void compiles(Path file) {
        String name = Repository.root().relativize(file).toString();
        assertThat(Snippet.in(name, Repository.read(file)))
                .allSatisfy(snippet -> assertThat(compiler.errors(snippet))
                        .as("errors in the snippet at " + snippet.place())
                        .isEmpty());
    }

    @Test
    void noSnippetHasToImportAPackageOfOurs() {
        Pattern exported = Pattern.compile("exports ([\\w.]+);");
        assertThat(Repository.PUBLISHED).allSatisfy(module -> {
            String descriptor = Repository.read(Repository.root().resolve(module + "/src/main/java/module-info.java"));
            assertThat(exported.matcher(descriptor).results().map(match -> match.group(1)))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(SnippetCompiler.IMPORTS).contains("import " + name + ".*;"));
        });
    }

    @Test
    void theReadmeIsAmongThem() {
        assertThat(Repository.markdown()).contains(Repository.root().resolve("README.md"));
        assertThat(List.of(Repository.root().resolve("docs/wire-format.md"))).isSubsetOf(Repository.markdown());
    }
}
