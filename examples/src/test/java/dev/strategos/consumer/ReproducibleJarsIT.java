package dev.strategos.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.documentation.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The staged jars tell neither when nor where nor by which JDK they were built. */
class ReproducibleJarsIT {

    private static final Path STAGED = Repository.root().resolve("examples/target/local-repository/dev/strategos");

    static Stream<String> published() {
        return Repository.PUBLISHED.stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyEntryCarriesTheOneInstant(String module) throws IOException {
        try (JarFile jar = staged(module)) {
            assertThat(jar.stream())
                    .isNotEmpty()
                    .extracting(ZipEntry::getTimeLocal)
                    .containsOnly(outputTimestamp());
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void theManifestSaysNothingOfTheBuild(String module) throws IOException {
        try (JarFile jar = staged(module)) {
            assertThat(jar.getManifest().getMainAttributes().keySet())
                    .extracting(Object::toString)
                    .containsExactly("Manifest-Version");
            assertThat(jar.getManifest().getEntries()).isEmpty();
        }
    }

    private static JarFile staged(String module) throws IOException {
        try (Stream<Path> files = Files.walk(STAGED.resolve("strategos-" + module))) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).as("what './mvnw verify' stages before this test").hasSize(1);
            return new JarFile(jars.get(0).toFile());
        }
    }

    private static LocalDateTime outputTimestamp() {
        Pattern property = Pattern.compile("<project.build.outputTimestamp>(.*?)<");
        Matcher matcher = property.matcher(Repository.read(Repository.root().resolve("pom.xml")));
        assertThat(matcher.find()).isTrue();
        return OffsetDateTime.parse(matcher.group(1)).toLocalDateTime();
    }
}
