package dev.strategos.consumer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an outside project has on its run-time class path when it depends on one module. */
record RunTimeTree(String module, List<Jar> jars) {

    /** A group with more jars than this is counted in the table, and listed below it. */
    private static final int LISTED_ONE_BY_ONE = 9;

    /** One jar of a Maven repository. */
    record Jar(String group, String artifact, long bytes) {

        boolean isOurs() {
            return group.equals("dev.strategos");
        }
    }

    /** Reads a class path of jars that lie in a Maven repository: group/as/folders/artifact/version/file. */
    static RunTimeTree of(String module, String classPath, Path repository) {
        List<Jar> jars = Stream.of(classPath.strip().split(File.pathSeparator))
                .map(Path::of)
                .map(jar -> {
                    Path artifact = jar.getParent().getParent();
                    String group = repository.relativize(artifact.getParent()).toString();
                    return new Jar(
                            group.replace(File.separatorChar, '.'),
                            artifact.getFileName().toString(),
                            size(jar));
                })
                .toList();
        return new RunTimeTree(module, jars);
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    /** All that comes with the module, but for the module itself. */
    private List<Jar> dependencies() {
        return jars.stream().filter(jar -> !jar.artifact().equals(module)).toList();
    }

    /** The table's cell: our own modules, then the others, each in alphabetical order; large groups counted. */
    String dependenciesCell() {
        Map<String, List<String>> large = largeGroups();
        Stream<String> ours =
                dependencies().stream().filter(Jar::isOurs).map(Jar::artifact).sorted();
        Stream<String> others = Stream.concat(
                        large.entrySet().stream().map(group -> counted(group.getKey(), group.getValue())),
                        dependencies().stream()
                                .filter(jar -> !jar.isOurs() && !large.containsKey(jar.group()))
                                .map(Jar::artifact))
                .sorted();
        String cell = Stream.concat(ours, others).collect(Collectors.joining(", "));
        return cell.isEmpty() ? "none" : cell;
    }

    /** The paragraphs that belong below the table: what the counted groups are. */
    Map<String, String> legend() {
        Map<String, String> legend = new TreeMap<>();
        largeGroups().forEach((group, names) -> legend.put(counted(group, names), String.join(", ", names)));
        return legend;
    }

    private Map<String, List<String>> largeGroups() {
        Map<String, List<String>> groups = dependencies().stream()
                .sorted(Comparator.comparing(Jar::artifact))
                .collect(Collectors.groupingBy(
                        Jar::group, TreeMap::new, Collectors.mapping(Jar::artifact, Collectors.toList())));
        groups.values().removeIf(names -> names.size() <= LISTED_ONE_BY_ONE);
        return groups;
    }

    private static String counted(String group, List<String> names) {
        return group + " (" + names.size() + " jars)";
    }

    long bytes() {
        return jars.stream().mapToLong(Jar::bytes).sum();
    }
}
