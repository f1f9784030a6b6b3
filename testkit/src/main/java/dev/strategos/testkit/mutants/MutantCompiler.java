package dev.strategos.testkit.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one edited source file in memory, against the class path of the running tests. */
final class MutantCompiler {

    private MutantCompiler() {}

    /** The bytes of the file's classes, by their names. */
    static Map<String, byte[]> compile(Mutant mutant, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("mutants need a JDK, with its compiler");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        try (JavaFileManager files =
                new InMemory(compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8), classes)) {
            boolean compiled = compiler.getTask(
                            null, files, diagnostics, options, null, List.of(new Source(mutant.source(), text)))
                    .call();
            if (!compiled) {
                throw new AssertionError("mutant '" + mutant.name() + "' does not compile: "
                        + diagnostics.getDiagnostics().stream()
                                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                                .toList());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the compiler's files cannot be closed", e);
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        classes.forEach((name, output) -> bytes.put(name, output.toByteArray()));
        return bytes;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(URI.create("mutant:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            classes.put(className, output);
            return new SimpleJavaFileObject(URI.create("mutant:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return output;
                }
            };
        }
    }
}
