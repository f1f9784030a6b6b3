package dev.strategos.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Good snippets of every kind compile; a bad one is named by file and line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnippetCompilerTest {

    private final SnippetCompiler compiler = new SnippetCompiler();

    @AfterAll
    void close() throws IOException {
        compiler.close();
    }

    private List<String> errors(String markdown) {
        List<Snippet> snippets = Snippet.in("guide.md", markdown);
        assertThat(snippets).hasSize(1);
        return compiler.errors(snippets.get(0));
    }

    @Test
    void statementsWithALocalTypeAndAnImportOfTheirOwn() {
        assertThat(errors("""
                        # Guide

                        ```java
                        import java.math.BigInteger;

                        record Order(BigInteger number) {}

                        NodeId alice = NodeId.of("alice");
                        List<Order> orders = List.of(new Order(BigInteger.ONE));
                        Thread.sleep(1);
                        ```
                        """)).isEmpty();
    }

    @Test
    void aWholeSourceFileWithAPublicClass() {
        assertThat(errors("""
                        ```java
                        package org.example;

                        import dev.strategos.core.Wire;

                        public final class Echo {
                            Echo(Wire wire) {
                                wire.onDeliver((from, message) -> wire.send(from.id(), message));
                            }
                        }
                        ```
                        """)).isEmpty();
        assertThat(errors("```java\npublic interface Echo { Timer timer(); }\n```\n"))
                .isEmpty();
    }

    @Test
    void membersOfAClass() {
        assertThat(errors("```java\nprivate int count;\n\nvoid tick() {\n    count++;\n}\n```\n"))
                .isEmpty();
    }

    @Test
    void whatTheCommentAboveGives() {
        String snippet = "```java\norders.send(payments, new Order(7), Duration.ofSeconds(1));\n```\n";
        assertThat(errors(
                        "<!-- snippet: given Outbox<Order> orders; NodeId payments;\n  record Order(int number) {} -->\n"
                                + snippet))
                .isEmpty();
        assertThat(errors(snippet)).isNotEmpty().allMatch(error -> error.startsWith("guide.md:2: "));
        assertThat(errors("<!-- snippet: given Outbox<Order> orders; -->\nSome text.\n\n" + snippet))
                .isNotEmpty();
        assertThat(errors("<!-- the same in short -->\n" + snippet)).isNotEmpty();
    }

    @Test
    void aBadSnippetIsNamedByFileAndLine() {
        assertThat(errors("# Guide\n\n```java\nNodeId alice = NodeId.of(\"alice\");\nalice.fly();\n```\n"))
                .singleElement()
                .asString()
                .startsWith("guide.md:5: ")
                .contains("fly");
        assertThat(errors("```java\nint x = ;\n```\n"))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("guide.md:2: "));
        assertThat(errors("```java\nfinal class Broken { int x = \"\"; }\n```\n"))
                .singleElement()
                .asString()
                .startsWith("guide.md:2: ");
    }

    @Test
    void nothingNewerThanTheBaselineIsTaken() {
        assertThat(
                        errors(
                                "```java\nObject x = 1;\nString y = switch (x) { case Integer i -> \"\"; default -> \"\"; };\n```\n"))
                .isNotEmpty();
    }

    @Test
    void indentedAndOtherBlocks() {
        assertThat(Snippet.in(
                        "a.md", "1. So:\n\n   ```java\n   int x = 1;\n   ```\n\n```sh\nls\n```\n\n```java\n```\n"))
                .extracting(Snippet::place)
                .containsExactly("a.md:3", "a.md:11");
        assertThat(Snippet.in("a.md", "```text\n```java\n```\n")).isEmpty();
    }

    @Test
    void aBlockThatIsNotClosed() {
        assertThatThrownBy(() -> Snippet.in("a.md", "text\n```java\nint x;\n")).hasMessageContaining("a.md:2");
    }
}
