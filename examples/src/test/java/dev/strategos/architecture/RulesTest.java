package dev.strategos.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule catches its culprits, every one of them, and leaves all the others in peace. */
class RulesTest {

    private static final String CULPRITS = "dev.strategos.architecture.culprits";
    private static final String ALONE = CULPRITS + ".alone";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(CULPRITS);

    @Test
    void socketsAndFiles() {
        assertCaught(Rules.reachNoSocketAndNoFile(ALONE), "HoldsASocket", "HoldsAChannel", "NamesAFile");
    }

    @Test
    void threads() {
        assertCaught(
                Rules.reachNoThread(Set.of(), Set.of(), ALONE),
                "StartsAThread",
                "Sleeps",
                "HasAnExecutor",
                "HasALock",
                "HasAFuture",
                "Synchronizes",
                "Waits",
                "AsksWhichThreadItIsIn",
                "AsksTheThreadsRandom");
    }

    @Test
    void threadsWhereSomeMayBeSpokenOf() {
        Set<String> all = Set.of(ALONE + ".Culprits");
        assertCaught(
                Rules.reachNoThread(all, all, ALONE),
                "StartsAThread",
                "Sleeps",
                "HasAnExecutor",
                "Synchronizes",
                "Waits",
                "AsksTheThreadsRandom");
    }

    @Test
    void clocks() {
        assertCaught(
                Rules.readNoClock(ALONE),
                "ReadsTheSystemClock",
                "RefersToTheSystemClock",
                "ReadsTheClockInALambda",
                "ReadsTheWallClock");
    }

    @Test
    void randomSources() {
        assertCaught(
                Rules.drawFromNoRandomSourceOfItsOwn(ALONE),
                "SeedsByTheClock",
                "SplitsAnUnseededSource",
                "AsksTheThreadsRandom",
                "AsksMathRandom",
                "AsksForAnAlgorithm",
                "MakesASecureRandom",
                "MakesAUuid",
                "Shuffles");
    }

    @Test
    void arithmetic() {
        assertCaught(Rules.calculateTheSameEverywhere(ALONE), "TakesALogarithm", "TakesAPower");
    }

    @Test
    void order() {
        assertCaught(
                Rules.iterateInOneOrder(ALONE),
                "HasAHashMap",
                "HasAnIdentityMap",
                "HasASetOf",
                "CopiesAMap",
                "CollectsToASet",
                "GroupsByHash",
                "HashesByIdentity");
    }

    @Test
    void localeAndCharset() {
        assertCaught(
                Rules.nameLocaleAndCharset(ALONE),
                "FormatsAsThePlatformLikes",
                "FormatsInPlace",
                "LowersAsThePlatformLikes",
                "EncodesAsThePlatformLikes",
                "DecodesAsThePlatformLikes");
    }

    @Test
    void staticVariables() {
        assertCaught(Rules.haveNoStaticVariable(ALONE), "HasAStaticVariable");
    }

    @Test
    void names() {
        assertCaught(Rules.sayWhatTheyAre(ALONE), "NameUtils", "NameImpl", "NameManager");
    }

    @Test
    void neighbours() {
        List<String> violations = violations(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), CULPRITS + ".beside"));
        assertThat(violations).isNotEmpty().allMatch(words -> words.contains("FifoLink"));
        assertThat(violations(Rules.dependOfOursOnlyOn(List.of(Modules.CORE, Modules.LINKS), CULPRITS + ".beside")))
                .isEmpty();
    }

    @Test
    void cycles() {
        assertThat(violations(Rules.haveNoCycleOfPackages(CULPRITS + ".(**)"))).hasSize(1);
    }

    @Test
    void packagesWithoutNullMarked() {
        assertThat(violations(Rules.liveInANullMarkedPackage(CULPRITS + ".beside")))
                .hasSize(1);
    }

    private static void assertCaught(ArchRule rule, String... culprits) {
        List<String> violations = violations(rule);
        assertThat(culprits)
                .allSatisfy(culprit ->
                        assertThat(violations).as(culprit).anyMatch(words -> words.contains("Culprits$" + culprit)));
        assertThat(violations)
                .allSatisfy(words -> assertThat(culprits).anyMatch(culprit -> words.contains("Culprits$" + culprit)));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(ALL).getFailureReport().getDetails();
    }
}
