package dev.strategos.documentation;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles snippets against the class path of this test.
 *
 * <p>A snippet is the first of these that it can be read as: a whole source file; the body of a method; the body of a class. Its own
 * imports are added to {@linkplain #IMPORTS those} that it need not repeat.
 */
final class SnippetCompiler implements AutoCloseable {

    /** All public packages of Strategos, and what its API speaks of. Two types named Timer: ours is meant. */
    static final String IMPORTS = Stream.of(
                    "dev.strategos.core.*",
                    "dev.strategos.core.Timer",
                    "dev.strategos.core.model.*",
                    "dev.strategos.links.*",
                    "dev.strategos.detectors.*",
                    "dev.strategos.detectors.swim.*",
                    "dev.strategos.byzantine.*",
                    "dev.strategos.byzantine.broadcast.*",
                    "dev.strategos.byzantine.randomized.*",
                    "dev.strategos.transport.memory.*",
                    "dev.strategos.transport.netty.*",
                    "dev.strategos.transport.netty.tls.*",
                    "dev.strategos.codec.jackson.*",
                    "dev.strategos.storage.mvstore.*",
                    "dev.strategos.testkit.*",
                    "dev.strategos.testkit.adversary.*",
                    "dev.strategos.testkit.faults.*",
                    "dev.strategos.testkit.history.*",
                    "dev.strategos.testkit.explore.*",
                    "dev.strategos.testkit.mutants.*",
                    "dev.strategos.testkit.properties.*",
                    "dev.strategos.testkit.sim.*",
                    "dev.strategos.testkit.tls.*",
                    "dev.strategos.testkit.trace.*",
                    "java.net.InetAddress",
                    "java.net.InetSocketAddress",
                    "java.nio.ByteBuffer",
                    "java.nio.charset.StandardCharsets",
                    "java.nio.file.Files",
                    "java.nio.file.Path",
                    "java.security.SecureRandom",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.random.RandomGenerator")
            .map(name -> "import " + name + "; ")
            .collect(Collectors.joining());

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
            javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** A way to make a source file of a snippet: the code on the first line, and what follows the snippet. */
    private enum Reading {
        SOURCE_FILE((imports, given) -> imports, ""),
        METHOD_BODY(
                (imports, given) -> imports + "class Snippet { " + given + " void snippet() throws Exception {", "}}"),
        CLASS_BODY((imports, given) -> imports + "class Snippet { " + given, "}");

        private final BinaryOperator<String> head;
        private final String tail;

        Reading(BinaryOperator<String> head, String tail) {
            this.head = head;
            this.tail = tail;
        }

        Source of(Snippet snippet) {
            if (this == SOURCE_FILE) {
                boolean packaged = snippet.lines().stream().anyMatch(line -> line.startsWith("package "));
                return new Source((packaged ? "" : IMPORTS) + "\n" + String.join("\n", snippet.lines()));
            }
            String imports = snippet.lines().stream().filter(Reading::isImport).collect(Collectors.joining(" "));
            String rest = snippet.lines().stream()
                    .map(line -> isImport(line) ? "" : line)
                    .collect(Collectors.joining("\n"));
            return new Source(head.apply(IMPORTS + imports, snippet.given()) + "\n" + rest + "\n" + tail);
        }

        private static boolean isImport(String line) {
            return line.strip().matches("import (static )?[\\w.*]+;");
        }
    }

    /** A source file in memory, whose line n + 1 is line n of the snippet. */
    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String code) {
            super(URI.create("memory:///Snippet.java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }

        /** A public class of any name would have to be in a file of its name. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }

    /** What javac has to say against a snippet, with file and line; empty if it compiles. */
    List<String> errors(Snippet snippet) {
        Reading reading = Reading.METHOD_BODY;
        for (Reading candidate : Reading.values()) {
            boolean givenFits =
                    candidate != Reading.SOURCE_FILE || snippet.given().isEmpty();
            if (givenFits && run(candidate.of(snippet), false).isEmpty()) {
                reading = candidate;
                break;
            }
        }
        return run(reading.of(snippet), true).stream()
                .map(error -> snippet.file() + ":" + (snippet.fence() + Math.max(0, error.getLineNumber() - 1)) + ": "
                        + error.getMessage(Locale.ROOT))
                .toList();
    }

    private List<Diagnostic<? extends JavaFileObject>> run(Source source, boolean analyze) {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(List.of("--release", "17", "-proc:none"));
        options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        JavacTask task = (JavacTask) javac.getTask(null, files, said, options, null, List.of(source));
        try {
            task.parse();
            if (analyze) {
                task.analyze();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
