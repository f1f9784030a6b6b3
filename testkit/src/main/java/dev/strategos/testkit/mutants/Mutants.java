package dev.strategos.testkit.mutants;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Mutation testing by hand: each mutant is an edit of production code that somebody once got wrong, or might, and names the test that
 * must fail on it. An edit that no longer applies, or no longer compiles, fails too.
 *
 * <pre>{@code
 * class MutantsTest {
 *     @TestFactory
 *     Stream<DynamicTest> everyMutantIsKilledByItsTest() {
 *         return Mutants.in(Path.of("src/test/mutants"), Path.of("src/main/java"));
 *     }
 * }
 * }</pre>
 *
 * <p>The edit is compiled in memory and loaded with a copy of its whole package; nothing on the disk changes, and production code has no
 * switches. The killing test is a method without parameters in a class of the same package, without set-up methods.
 */
public final class Mutants {

    private Mutants() {}

    /**
     * A test for each mutant.
     *
     * @param mutants the folder of {@code .mutant} files
     * @param sources the folder of the sources that they edit
     * @return the tests, in the order of their names
     * @throws AssertionError if there is no mutant
     */
    public static Stream<DynamicTest> in(Path mutants, Path sources) {
        try (Stream<Path> files = Files.list(mutants)) {
            List<Mutant> all = files.filter(file -> file.toString().endsWith(".mutant"))
                    .sorted()
                    .map(Mutant::read)
                    .toList();
            if (all.isEmpty()) {
                throw new AssertionError("there is no mutant in " + mutants);
            }
            return all.stream().map(mutant -> dynamicTest(mutant.name(), () -> mustBeKilled(mutant, sources)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the mutants in " + mutants + " cannot be listed", e);
        }
    }

    private static void mustBeKilled(Mutant mutant, Path sources) throws IOException, ReflectiveOperationException {
        String edited = mutant.applyTo(Files.readString(sources.resolve(mutant.source())));
        Map<String, byte[]> classes = MutantCompiler.compile(mutant, edited);
        String packageName = mutant.testClass().substring(0, mutant.testClass().lastIndexOf('.'));
        MutantLoader loader = new MutantLoader(Mutants.class.getClassLoader(), packageName, classes);
        if (!fails(loader, mutant)) {
            throw new AssertionError("mutant '" + mutant.name() + "' survived " + mutant.testClass() + "#"
                    + mutant.testMethod() + ": " + mutant.story());
        }
    }

    private static boolean fails(MutantLoader loader, Mutant mutant) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(mutant.testClass());
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method test = type.getDeclaredMethod(mutant.testMethod());
        test.setAccessible(true);
        Object instance = constructor.newInstance();
        try {
            test.invoke(instance);
            return false;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            return true;
        }
    }
}
