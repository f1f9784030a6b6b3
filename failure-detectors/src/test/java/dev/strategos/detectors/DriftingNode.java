package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.Timer;
import dev.strategos.core.Wire;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** The environment of a node whose clock runs at another rate than real time. */
final class DriftingNode {

    private final Environment real;
    private final double rate;
    private final Environment seen;

    private DriftingNode(Environment real, double rate) {
        this.real = real;
        this.rate = rate;
        this.seen = proxy(Environment.class, real, (proxy, method, arguments) -> switch (method.getName()) {
            case "clock" -> (MonotonicClock) () -> (long) (real.clock().nanos() * rate);
            case "schedule" -> timer(real.schedule(scaled((Duration) arguments[0]), (Runnable) arguments[1]));
            case "open" -> wire(real.open((String) arguments[0]));
            default -> call(real, method, arguments);
        });
    }

    /** The same node with a clock that shows {@code rate} seconds per second. */
    static Environment of(Environment real, double rate) {
        return new DriftingNode(real, rate).seen;
    }

    private Duration scaled(Duration own) {
        return Duration.ofNanos((long) Math.ceil(own.toNanos() / rate));
    }

    private Timer timer(Timer timer) {
        return proxy(
                Timer.class,
                timer,
                (proxy, method, arguments) -> method.getName().equals("rearm")
                        ? call(timer, method, new Object[] {scaled((Duration) arguments[0])})
                        : call(timer, method, arguments));
    }

    private Wire wire(Wire wire) {
        return proxy(
                Wire.class,
                wire,
                (proxy, method, arguments) ->
                        method.getName().equals("environment") ? seen : call(wire, method, arguments));
    }

    private static <T> T proxy(Class<T> type, T target, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
