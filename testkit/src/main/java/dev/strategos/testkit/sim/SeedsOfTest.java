package dev.strategos.testkit.sim;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** One invocation of a test, as JUnit sees it: one seed, or all fresh ones. */
record SeedsOfTest(SimTest test, RegressionFile kept, long first, int count, int workers)
        implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
        return count == 1 ? "seed " + first : count + " seeds from " + first + " on";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new Parameter(), new Interceptor());
    }

    static boolean isInner(Class<?> type) {
        return type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
    }

    private static Object instance(Class<?> type) {
        return isInner(type)
                ? ReflectionSupport.newInstance(type, instance(type.getEnclosingClass()))
                : ReflectionSupport.newInstance(type);
    }

    /** The test method is called with simulations of ours; this one only lets JUnit come so far. */
    private static final class Parameter implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Simulation.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Simulation.of(0);
        }
    }

    private final class Interceptor implements InvocationInterceptor {

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> reflective, ExtensionContext context) {
            invocation.skip();
            Class<?> type = context.getRequiredTestClass();
            Method method = reflective.getExecutable();
            Assumptions assumptions = new Assumptions();
            Campaign campaign = Campaign.of(
                            type.getName() + "#" + method.getName(), assumptions.heeding(scenario(type, method)))
                    .seeds(first, count)
                    .workers(workers)
                    .shrinking(test.shrinkingRuns());
            (test.twice() ? campaign.twice() : campaign).run().ifPresent(run -> {
                throw FailureMessage.of(run, Path.of(""), kept);
            });
            assumptions.requireThatSomeHeld();
        }
    }

    private static Consumer<Simulation> scenario(Class<?> type, Method method) {
        return simulation -> ReflectionSupport.invokeMethod(method, instance(type), simulation);
    }

    /** A seed for which an assumption does not hold proves nothing, and fails nothing; nor does a test in which all are so pass. */
    private static final class Assumptions {

        private final AtomicBoolean held = new AtomicBoolean();
        private final AtomicReference<@Nullable TestAbortedException> aborted = new AtomicReference<>();

        Consumer<Simulation> heeding(Consumer<Simulation> scenario) {
            return simulation -> {
                try {
                    scenario.accept(simulation);
                    held.set(true);
                } catch (TestAbortedException e) {
                    aborted.compareAndSet(null, e);
                }
            };
        }

        void requireThatSomeHeld() {
            TestAbortedException why = aborted.get();
            if (why != null && !held.get()) {
                throw why;
            }
        }
    }
}
