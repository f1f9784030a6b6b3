package dev.strategos.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules, each for the packages that it is given: for the modules, and for culprits that show that it catches what it is there for. */
final class Rules {

    private static final Pattern HANDED_BETWEEN_THREADS = Pattern.compile(
            "java\\.util\\.concurrent\\.(locks\\..+|atomic\\..+|ConcurrentLinkedQueue|CompletableFuture|CompletionStage)");
    private static final Set<String> UNORDERED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap");

    private Rules() {}

    static ArchRule reachNoSocketAndNoFile(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..", "java.nio.channels..", "java.nio.file..")
                .because("a protocol reaches wire and disk through its Environment");
    }

    /**
     * No thread, executor, lock, future or monitor.
     *
     * @param doors what is called from several threads by its purpose: locks and futures are allowed to it, threads and executors are
     *     not
     * @param speakOfThreads what asks which thread it is in, and nothing more
     */
    static ArchRule reachNoThread(Set<String> doors, Set<String> speakOfThreads, String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(notDependOn("reach a thread", dependency -> {
                    JavaClass target = dependency.getTargetClass();
                    boolean thread = target.isAssignableTo(Thread.class);
                    boolean concurrent = target.getName().startsWith("java.util.concurrent.");
                    String origin = outermost(dependency.getOriginClass()).getName();
                    return (thread && !speakOfThreads.contains(origin))
                            || (concurrent
                                    && !(doors.contains(origin)
                                            && HANDED_BETWEEN_THREADS
                                                    .matcher(target.getName())
                                                    .matches()))
                            || target.isEquivalentTo(java.util.Timer.class);
                }))
                .andShould(notCall("start, await or wake a thread", call -> {
                    String name = fullName(call);
                    return name.startsWith("java.lang.Object.wait")
                            || name.startsWith("java.lang.Object.notify")
                            || (name.startsWith("java.lang.Thread.")
                                    && !Set.of("currentThread", "getName", "interrupt", "onSpinWait")
                                            .contains(call.getName()));
                }))
                .andShould(haveNoSynchronizedMethod())
                .because("a protocol runs on the loop of its node");
    }

    static ArchRule readNoClock(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(
                        notCall(
                                "read a clock",
                                call -> fullName(call).matches("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)")
                                        || fullName(call)
                                                .matches(
                                                        "java\\.time\\.(\\w+\\.now|Clock\\.(system|tick).*|InstantSource\\.system)")
                                        || fullName(call)
                                                .matches(
                                                        "java\\.util\\.(Date|GregorianCalendar)\\.<init>|java\\.util\\.Calendar\\.getInstance")))
                .because("time comes from the Environment");
    }

    static ArchRule drawFromNoRandomSourceOfItsOwn(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(notCall(
                        "draw from a random source that no seed governs",
                        call -> (fullName(call)
                                                .matches(
                                                        "java\\.(util\\.(Splittable)?Random|security\\.SecureRandom)\\.<init>")
                                        && parameters(call) == 0)
                                || fullName(call).matches("java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID")
                                || fullName(call).matches("java\\.util\\.concurrent\\.ThreadLocalRandom\\..*")
                                || fullName(call)
                                        .matches(
                                                "java\\.util\\.random\\.RandomGenerator(Factory)?\\.(of|getDefault|all|create)")
                                || fullName(call).matches("java\\.security\\.SecureRandom\\.getInstance.*")
                                || (fullName(call).equals("java.util.Collections.shuffle") && parameters(call) == 1)))
                .because("the same seed must give the same run");
    }

    static ArchRule calculateTheSameEverywhere(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(
                        notCall(
                                "calculate as the platform likes",
                                call -> fullName(call)
                                        .matches(
                                                "java\\.lang\\.Math\\.(a?(sin|cos|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|pow)")))
                .because("Math differs from StrictMath between JVMs in the last digit");
    }

    static ArchRule iterateInOneOrder(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(notDependOn(
                        "keep what has no order of its own",
                        dependency ->
                                UNORDERED.contains(dependency.getTargetClass().getName())))
                .andShould(notCall(
                        "keep what has no order of its own, or order by identity",
                        call -> fullName(call).matches("java\\.util\\.(Set|Map)\\.(of|copyOf|ofEntries)")
                                || fullName(call).matches("java\\.lang\\.System\\.identityHashCode")
                                || fullName(call)
                                        .matches(
                                                "java\\.util\\.stream\\.Collectors\\.to(Unmodifiable)?Set|.*\\.parallelStream")
                                || fullName(call).equals("java.util.stream.Collectors.toUnmodifiableMap")
                                || (fullName(call).equals("java.util.stream.Collectors.toMap") && parameters(call) < 4)
                                || (fullName(call).equals("java.util.stream.Collectors.groupingBy")
                                        && parameters(call) < 3)))
                .because("the order of these changes from one JVM run to the next, and between JDKs");
    }

    static ArchRule nameLocaleAndCharset(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(notCall(
                        "use the platform's locale or charset",
                        call -> fullName(call)
                                        .matches("java\\.lang\\.String\\.formatted|java\\.util\\.Locale\\.getDefault")
                                || fullName(call).equals("java.nio.charset.Charset.defaultCharset")
                                || (fullName(call).matches("java\\.lang\\.String\\.(toLowerCase|toUpperCase|getBytes)")
                                        && parameters(call) == 0)
                                || (fullName(call).matches("java\\.(lang\\.String\\.format|util\\.Formatter\\.<init>)")
                                        && !takes(call, "java.util.Locale"))
                                || (fullName(call).matches("java\\.lang\\.String\\.<init>")
                                        && takes(call, "[B")
                                        && !takes(call, "java.nio.charset.Charset"))
                                || (fullName(call)
                                                .matches("java\\.io\\.(InputStreamReader|OutputStreamWriter)\\.<init>")
                                        && parameters(call) == 1)))
                .because("the same input must give the same output on every machine");
    }

    static ArchRule dependOfOursOnlyOn(List<String> others, String itself) {
        DescribedPredicate<JavaClass> allowed = JavaClass.Predicates.resideInAnyPackage(
                Stream.concat(Stream.of(itself), others.stream()).toArray(String[]::new));
        return classes()
                .that()
                .resideInAPackage(itself)
                .should(notDependOn(
                        "depend on another module of ours than " + others,
                        dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("dev.strategos")
                                        && !allowed.test(
                                                dependency.getTargetClass().getBaseComponentType())))
                .because("modules beside one another stay apart");
    }

    static ArchRule haveNoCycleOfPackages(String pattern) {
        return slices().matching(pattern).should().beFreeOfCycles();
    }

    static ArchRule haveNoStaticVariable(String... packages) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(packages)
                .and()
                .areStatic()
                .should()
                .beFinal()
                .because("two nodes of one process must share nothing");
    }

    static ArchRule sayWhatTheyAre(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .haveNameMatching(".*(Impl|Utils?|Manager)(\\$.*)?")
                .because("such a name says nothing");
    }

    static ArchRule liveInANullMarkedPackage(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should(new ArchCondition<>("live in a package whose package-info is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                        events.add(new SimpleConditionEvent(
                                type,
                                marked,
                                type.getName() + ": package " + type.getPackageName() + " is not @NullMarked"));
                    }
                });
    }

    private static ArchCondition<JavaClass> notDependOn(String what, Predicate<Dependency> forbidden) {
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (forbidden.test(dependency)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> notCall(String what, Predicate<JavaCodeUnitAccess<?>> forbidden) {
        return new ArchCondition<>("not " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnitAccess<?> call : type.getCodeUnitAccessesFromSelf()) {
                    if (forbidden.test(call)) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> haveNoSynchronizedMethod() {
        return new ArchCondition<>("have no synchronized method") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .forEach(method -> events.add(
                                SimpleConditionEvent.violated(method, method.getDescription() + " is synchronized")));
            }
        };
    }

    private static String fullName(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }

    private static int parameters(JavaCodeUnitAccess<?> call) {
        return ((CodeUnitAccessTarget) call.getTarget()).getRawParameterTypes().size();
    }

    private static boolean takes(JavaCodeUnitAccess<?> call, String type) {
        return ((CodeUnitAccessTarget) call.getTarget())
                .getRawParameterTypes().stream()
                        .anyMatch(parameter -> parameter.getName().equals(type));
    }

    /** The class in whose file this one is written. */
    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
