package dev.strategos.byzantine;

import dev.strategos.testkit.mutants.Mutants;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bugs of {@code src/test/mutants}, each of which a test must notice. */
class MutantsTest {

    @TestFactory
    Stream<DynamicTest> everyMutantIsKilledByItsTest() {
        return Mutants.in(Path.of("src/test/mutants"), Path.of("src/main/java"));
    }
}
