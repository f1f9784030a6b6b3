package dev.strategos.testkit.sim;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What makes {@link SimTest} work. JUnit makes and calls it. */
public final class SimTestExtension implements TestTemplateInvocationContextProvider {

    /** For JUnit. */
    public SimTestExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SimTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        SimTest test = AnnotationSupport.findAnnotation(method, SimTest.class).orElseThrow();
        refuseWhatCannotWork(context, method, test);
        RegressionFile kept = RegressionFile.of(
                parameter(context, "strategos.regressions", Path::of).orElseGet(RegressionFile::usualFolder),
                context.getRequiredTestClass());
        int workers = parameter(context, "strategos.workers", Integer::valueOf)
                .orElseGet(Runtime.getRuntime()::availableProcessors);
        List<SeedsOfTest> invocations = new ArrayList<>();
        Optional<Long> alone = parameter(context, "strategos.seed", Long::valueOf);
        if (alone.isPresent()) {
            invocations.add(new SeedsOfTest(test, kept, alone.get(), 1, workers));
        } else {
            Set<Long> single = new LinkedHashSet<>();
            for (long seed : test.pinned()) {
                single.add(seed);
            }
            single.addAll(kept.seedsOf(method.getName()));
            single.forEach(seed -> invocations.add(new SeedsOfTest(test, kept, seed, 1, workers)));
            int fresh = parameter(context, "strategos.seeds", Integer::valueOf).orElse(test.seeds());
            long first =
                    parameter(context, "strategos.firstSeed", Long::valueOf).orElse(0L);
            if (fresh > 0) {
                invocations.add(new SeedsOfTest(test, kept, first, fresh, workers));
            }
        }
        if (invocations.isEmpty()) {
            throw refused(method, "it has no seed to run: neither fresh, nor pinned, nor kept");
        }
        return invocations.stream().map(TestTemplateInvocationContext.class::cast);
    }

    private static void refuseWhatCannotWork(ExtensionContext context, Method method, SimTest test) {
        Class<?> type = context.getRequiredTestClass();
        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Simulation.class) {
            throw refused(method, "it must have one parameter, a Simulation");
        }
        if (test.seeds() < 0) {
            throw refused(method, "seeds: must be zero or more, but was " + test.seeds());
        }
        if (test.shrinkingRuns() < 0) {
            throw refused(method, "shrinkingRuns: must be zero or more, but was " + test.shrinkingRuns());
        }
        if (context.getTestInstanceLifecycle().orElse(null) == TestInstance.Lifecycle.PER_CLASS) {
            throw refused(method, "every seed has an instance of its own, so its class cannot have one for all");
        }
        if (Stream.of(type.getDeclaredConstructors())
                .noneMatch(constructor -> constructor.getParameterCount() == (SeedsOfTest.isInner(type) ? 1 : 0))) {
            throw refused(method, "its class must have a constructor without parameters");
        }
        List<Method> setUps = ReflectionSupport.findMethods(
                type,
                each -> AnnotationSupport.isAnnotated(each, BeforeEach.class)
                        || AnnotationSupport.isAnnotated(each, AfterEach.class),
                HierarchyTraversalMode.TOP_DOWN);
        if (!setUps.isEmpty()) {
            throw refused(
                    method,
                    "its class has the method " + setUps.get(0).getName()
                            + ", annotated to run before or after each test, which would run once and not for every seed; call it in"
                            + " the test itself");
        }
    }

    private static ExtensionConfigurationException refused(Method method, String why) {
        return new ExtensionConfigurationException("@SimTest "
                + method.getDeclaringClass().getSimpleName() + "." + method.getName() + " cannot run: " + why);
    }

    private static <A> Optional<A> parameter(ExtensionContext context, String key, Function<String, A> reading) {
        return context.getConfigurationParameter(key).map(value -> {
            try {
                return reading.apply(value.strip());
            } catch (IllegalArgumentException e) {
                throw new ExtensionConfigurationException(key + ": cannot be '" + value + "'", e);
            }
        });
    }
}
