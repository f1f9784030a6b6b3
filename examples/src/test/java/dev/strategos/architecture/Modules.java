package dev.strategos.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The packages of each module, and the classes that the rules look at. */
final class Modules {

    static final String CORE = "dev.strategos.core..";
    static final String LINKS = "dev.strategos.links..";
    static final String DETECTORS = "dev.strategos.detectors..";
    static final String BYZANTINE = "dev.strategos.byzantine..";
    static final String MEMORY = "dev.strategos.transport.memory..";
    static final String NETTY = "dev.strategos.transport.netty..";
    static final String CODECS = "dev.strategos.codec..";
    static final String STORAGES = "dev.strategos.storage..";
    static final String TESTKIT = "dev.strategos.testkit..";
    static final String EXAMPLES = "dev.strategos.examples..";

    /** What is written as plain single-threaded Java over an Environment. */
    static final String[] PROTOCOLS = {CORE, LINKS, DETECTORS, BYZANTINE};

    /** What must do the same on every JVM for the same seed. */
    static final String[] DETERMINISTIC = {CORE, LINKS, DETECTORS, BYZANTINE, MEMORY};

    /** All that users get. */
    static final String[] PUBLISHED = {CORE, LINKS, DETECTORS, BYZANTINE, MEMORY, NETTY, CODECS, STORAGES, TESTKIT};

    private Modules() {}

    /** Every class of every module, tests left out. */
    static JavaClasses all() {
        return Holder.ALL;
    }

    private static final class Holder {
        private static final JavaClasses ALL = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.strategos");
    }
}
