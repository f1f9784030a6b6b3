package dev.strategos.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in all modules, or in all of a kind. {@code RulesTest} shows that each rule can fail. */
class ArchitectureTest {

    /** The thread-safe door: the one place where application threads and the loop meet. */
    private static final Set<String> DOORS = Set.of(
            "dev.strategos.links.Outbox",
            "dev.strategos.links.OutboxQueue",
            "dev.strategos.links.OutboxRing",
            "dev.strategos.links.PutRight",
            "dev.strategos.links.RingCursor");

    /** The first names the thread in its complaint; the second keeps its caller's interruption; the third knows who holds it. */
    private static final Set<String> SPEAK_OF_THREADS =
            Set.of("dev.strategos.core.Environment", "dev.strategos.links.OutboxQueue", "dev.strategos.links.PutRight");

    @ParameterizedTest
    @ValueSource(
            strings = {
                Modules.CORE,
                Modules.LINKS,
                Modules.DETECTORS,
                Modules.BYZANTINE,
                Modules.MEMORY,
                Modules.NETTY,
                Modules.CODECS,
                Modules.STORAGES,
                Modules.TESTKIT,
                Modules.EXAMPLES
            })
    void everyModuleIsLookedAt(String module) {
        assertThat(Modules.all().that(JavaClass.Predicates.resideInAPackage(module)))
                .hasSizeGreaterThan(1);
    }

    @Test
    void protocolsReachNoSocketAndNoFile() {
        check(Rules.reachNoSocketAndNoFile(Modules.PROTOCOLS));
    }

    @Test
    void protocolsReachNoThread() {
        check(Rules.reachNoThread(DOORS, SPEAK_OF_THREADS, Modules.PROTOCOLS));
    }

    @Test
    void protocolsReadNoClock() {
        check(Rules.readNoClock(Modules.PROTOCOLS));
    }

    @Test
    void whatIsDeterministicDrawsFromNoRandomSourceOfItsOwn() {
        check(Rules.drawFromNoRandomSourceOfItsOwn(Modules.DETERMINISTIC));
    }

    @Test
    void whatIsDeterministicCalculatesTheSameEverywhere() {
        check(Rules.calculateTheSameEverywhere(Modules.DETERMINISTIC));
    }

    @Test
    void whatIsDeterministicIteratesInOneOrder() {
        check(Rules.iterateInOneOrder(Modules.DETERMINISTIC));
    }

    @Test
    void allNameLocaleAndCharset() {
        check(Rules.nameLocaleAndCharset(Modules.PUBLISHED));
    }

    @Test
    void modulesBesideOneAnotherStayApart() {
        check(Rules.dependOfOursOnlyOn(List.of(), Modules.CORE));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.LINKS));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.DETECTORS));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.BYZANTINE));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.MEMORY));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.NETTY));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.CODECS));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE), Modules.STORAGES));
        check(Rules.dependOfOursOnlyOn(List.of(Modules.CORE, Modules.MEMORY), Modules.TESTKIT));
    }

    @Test
    void theContractsNeedNothingButTheJdk() {
        check(classes()
                .that()
                .resideInAPackage(Modules.CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", Modules.CORE));
    }

    @Test
    void packagesHaveNoCycle() {
        check(Rules.haveNoCycleOfPackages("dev.strategos.(**)"));
    }

    @Test
    void nothingIsKeptInAStaticVariable() {
        check(Rules.haveNoStaticVariable(Modules.PUBLISHED));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(Rules.sayWhatTheyAre("dev.strategos.."));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(Rules.liveInANullMarkedPackage("dev.strategos.."));
    }

    private static void check(ArchRule rule) {
        rule.check(Modules.all());
    }
}
