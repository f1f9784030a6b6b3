package dev.strategos.testkit.sim;

import java.nio.file.Files;
import java.nio.file.Path;

/** The one command that runs one seed of one test again. */
final class RerunCommand {

    private RerunCommand() {}

    /**
     * The command for Maven where a pom.xml is; otherwise what to do in words.
     *
     * @param folder the module's folder, in which tests run
     */
    static String of(Path folder, String type, String method, long seed) {
        Path module = folder.toAbsolutePath().normalize();
        if (!Files.exists(module.resolve("pom.xml"))) {
            return "run " + type + "#" + method + " with the system property -Dstrategos.seed=" + seed;
        }
        Path root = module;
        while (root.getParent() != null && Files.exists(root.getParent().resolve("pom.xml"))) {
            root = root.getParent();
        }
        String maven = Files.exists(root.resolve("mvnw")) ? "./mvnw" : "mvn";
        String tests = " '-Dtest=" + type + "#" + method + "' -Dstrategos.seed=" + seed;
        if (root.equals(module)) {
            return maven + " test" + tests;
        }
        String name = root.relativize(module).toString().replace('\\', '/');
        return maven + " -pl " + name + " -am test" + tests + " -Dsurefire.failIfNoSpecifiedTests=false";
    }
}
