package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter that only grows: each node gossips what every node has added, and keeps the larger number of each. */
final class Counter extends SmallNode {

    private final AtomicInteger confirmed;
    private final int[] sums;

    Counter(Environment env, Bug bug, AtomicInteger confirmed) {
        super(env, bug);
        this.confirmed = confirmed;
        this.sums = has(Bug.COUNTER_FORGETS) ? new int[size] : recall(size);
        if (!has(Bug.COUNTER_TOLD_ONCE)) {
            every(Duration.ofMillis(200), this::tell);
        }
    }

    static void scenario(Simulation sim, Bug bug) {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger confirmed = new AtomicInteger();
        Replicas<Counter> counters = sim.nodes("a", "b", "c")
                .faults(Bounces.besides(Swarm.standard(), Duration.ofSeconds(10)))
                .configure(network -> network.syncTime(Duration.ofMillis(50)))
                .start(env -> new Counter(env, bug, confirmed));
        sim.inputs(30, Duration.ofSeconds(9), counters, random -> 1 + random.nextInt(9), (counter, amount) -> {
            asked.addAndGet(amount);
            counter.add(amount);
        });
        sim.always(
                "nothing is counted that was not asked for",
                () -> counters.all().stream().allMatch(counter -> counter.value() <= asked.get()));
        sim.runThenHeal(
                Duration.ofSeconds(10), Duration.ofSeconds(20), "counters agree", () -> counters.agree(Counter::value));
        sim.await(
                "all that was confirmed is counted",
                Duration.ofSeconds(2),
                () -> counters.live().stream().allMatch(counter -> counter.value() >= confirmed.get()));
    }

    void add(int amount) {
        sums[rank] += amount;
        if (has(Bug.COUNTER_ANSWERS_BEFORE_SYNC)) {
            confirmed.addAndGet(amount);
            keep(sums.clone(), () -> {});
        } else {
            keep(sums.clone(), () -> confirmed.addAndGet(amount));
        }
        if (has(Bug.COUNTER_TOLD_ONCE)) {
            tell();
        }
    }

    private void tell() {
        for (int to = 0; to < size - (has(Bug.COUNTER_LEAVES_OUT_THE_LAST) ? 1 : 0); to++) {
            if (to != rank) {
                send(to, sums.clone());
            }
        }
    }

    @Override
    void received(int from, int[] heard) {
        for (int i = 0; i < size; i++) {
            if (has(Bug.COUNTER_ADDS_STATES)) {
                sums[i] += i == from ? heard[i] : 0;
            } else if (has(Bug.COUNTER_TAKES_THE_LAST)) {
                sums[i] = heard[i];
            } else {
                sums[i] = Math.max(sums[i], heard[i]);
            }
        }
    }

    int value() {
        int value = 0;
        for (int sum : sums) {
            value += sum;
        }
        return value;
    }
}
