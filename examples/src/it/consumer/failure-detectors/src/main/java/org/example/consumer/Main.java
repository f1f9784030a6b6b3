package org.example.consumer;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.MonotonicClock;
import dev.strategos.core.NodeId;
import dev.strategos.core.Timer;
import dev.strategos.core.Tracer;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.detectors.EventuallyPerfectConfig;
import dev.strategos.detectors.EventuallyPerfectFailureDetector;
import dev.strategos.detectors.FailureDetector;
import dev.strategos.detectors.Suspicion;
import dev.strategos.detectors.SuspicionListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Watches a node that nobody can hear, on a wire that leads nowhere: no transport is among this module's dependencies. */
public final class Main {

    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    private static long now;

    private Main() {}

    public static void main(String[] args) {
        List<Runnable> timers = new ArrayList<>();
        MonotonicClock clock = () -> now;
        Timer timer = answering(Timer.class, Map.of(), timers);
        Environment environment = answering(
                Environment.class,
                Map.of(
                        "inLoop", true,
                        "self", NodeId.of("alice"),
                        "group", Group.named("alice", "bob"),
                        "clock", clock,
                        "tracer", Tracer.OFF,
                        "schedule", timer),
                timers);
        Wire wire = answering(
                Wire.class,
                Map.of("environment", environment, "channel", "detector", "model", MODEL, "maxBytes", 1000),
                timers);
        FailureDetector detector =
                EventuallyPerfectFailureDetector.over(wire, EventuallyPerfectConfig.defaults());
        detector.onSuspicion(new SuspicionListener() {
            @Override
            public void onSuspect(Suspicion suspicion) {
                System.out.println(suspicion.peer() + " is suspected: " + suspicion.reason());
            }
        });
        for (; now <= 20_000_000_000L; now += 100_000_000L) {
            timers.get(0).run();
        }
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers, List<Runnable> timers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("schedule")) {
                timers.add((Runnable) args[1]);
            }
            return answers.get(method.getName());
        }));
    }
}
