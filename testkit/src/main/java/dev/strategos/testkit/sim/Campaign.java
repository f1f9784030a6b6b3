package dev.strategos.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one scenario for many seeds and hands back the lowest that fails, made as short as can be.
 *
 * <p>Seeds are shared out among threads, each of which runs a seed from beginning to end; the result is the same for any number of
 * threads, as long as runs share nothing.
 *
 * <pre>{@code
 * Optional<FailedRun> failure = Campaign.of("counter", sim -> ...).seeds(0, 1000).run();
 * }</pre>
 *
 * <p>Immutable, for any thread.
 */
public final class Campaign {

    private final String name;
    private final Consumer<Simulation> scenario;
    private final long first;
    private final long count;
    private final int workers;
    private final boolean twice;
    private final int shrinkingRuns;

    private Campaign(
            String name,
            Consumer<Simulation> scenario,
            long first,
            long count,
            int workers,
            boolean twice,
            int shrinkingRuns) {
        this.name = name;
        this.scenario = scenario;
        this.first = first;
        this.count = count;
        this.workers = workers;
        this.twice = twice;
        this.shrinkingRuns = shrinkingRuns;
    }

    /**
     * A hundred seeds from 0 on, on as many threads as there are processors.
     *
     * @param name what the scenario is called in reports
     * @param scenario one run; called from several threads, each time with a simulation of its own
     * @return the campaign
     */
    public static Campaign of(String name, Consumer<Simulation> scenario) {
        return new Campaign(name, scenario, 0, 100, Runtime.getRuntime().availableProcessors(), false, 500);
    }

    /**
     * Which seeds.
     *
     * @param firstSeed the first one
     * @param howMany how many from there on, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if there is none, or not as many
     */
    public Campaign seeds(long firstSeed, long howMany) {
        if (howMany < 1 || firstSeed + (howMany - 1) < firstSeed) {
            throw new IllegalArgumentException(
                    "howMany: must be 1 to 2^63 − firstSeed, but was " + howMany + " from " + firstSeed + " on");
        }
        return new Campaign(name, scenario, firstSeed, howMany, workers, twice, shrinkingRuns);
    }

    /**
     * On how many threads.
     *
     * @param threads at least 1; with 1, all happens in the caller's
     * @return the changed copy
     * @throws IllegalArgumentException if there is none
     */
    public Campaign workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: must be at least 1, but was " + threads);
        }
        return new Campaign(name, scenario, first, count, threads, twice, shrinkingRuns);
    }

    /**
     * Runs every seed twice; two traces that differ are a failure, {@link DivergedException}.
     *
     * @return the changed copy
     */
    public Campaign twice() {
        return new Campaign(name, scenario, first, count, workers, true, shrinkingRuns);
    }

    /**
     * How many runs at most may be spent on making a failure short.
     *
     * @param runs zero or more; default 500
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Campaign shrinking(int runs) {
        if (runs < 0) {
            throw new IllegalArgumentException("runs: must be zero or more, but was " + runs);
        }
        return new Campaign(name, scenario, first, count, workers, twice, runs);
    }

    /**
     * Runs the seeds until the lowest that fails is known.
     *
     * @return empty if none fails
     */
    public Optional<FailedRun> run() {
        // Counted from 0: seeds may be any numbers.
        AtomicLong next = new AtomicLong();
        AtomicLong lowest = new AtomicLong(count);
        Search search = new Search(next, lowest);
        int threads = (int) Math.min(workers, count);
        if (threads == 1) {
            search.run();
        } else {
            inParallel(search, threads);
        }
        search.rethrow();
        return lowest.get() == count ? Optional.empty() : Optional.of(look(first + lowest.get()));
    }

    private void inParallel(Search search, int threads) {
        List<Thread> all = new ArrayList<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(search, "simulation-" + name + "-" + i);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            all.add(thread);
            thread.start();
        }
        try {
            for (Thread thread : all) {
                thread.join();
            }
        } catch (InterruptedException e) {
            search.stop();
            all.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds of '" + name + "' were running", e);
        }
    }

    /** Takes one seed after the other until no lower one can fail. */
    private final class Search implements Runnable {

        private final AtomicLong next;
        private final AtomicLong lowest;
        private volatile @Nullable Throwable broken;

        Search(AtomicLong next, AtomicLong lowest) {
            this.next = next;
            this.lowest = lowest;
        }

        @Override
        public void run() {
            try {
                for (long i = next.getAndIncrement(); i < lowest.get(); i = next.getAndIncrement()) {
                    if (fails(first + i)) {
                        lowest.accumulateAndGet(i, Math::min);
                    }
                }
            } catch (Throwable e) {
                // What a scenario throws is its failure; this is the machinery's own, and no seed may be taken for
                // good.
                broken = e;
                stop();
            }
        }

        void stop() {
            next.set(count);
        }

        void rethrow() {
            Throwable thrown = broken;
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown != null) {
                throw new IllegalStateException("a run of '" + name + "' could not be made or closed", thrown);
            }
        }
    }

    private boolean fails(long seed) {
        SeedRun run = SeedRun.of(seed, Script.free(), scenario);
        return run.failure() != null || (twice && divergence(seed, run) != null);
    }

    private @Nullable Throwable divergence(long seed, SeedRun once) {
        return DivergedException.between(seed, once, SeedRun.of(seed, Script.free(), scenario));
    }

    /** Runs a seed that fails again, with everything written down. */
    private FailedRun look(long seed) {
        SeedRun found = SeedRun.of(seed, Script.writing(), scenario);
        Throwable diverged = found.failure() == null || twice ? divergence(seed, found) : null;
        if (diverged == null && found.failure() == null) {
            diverged = new DivergedException(
                    "seed " + seed
                            + " failed, and then did not: what it does does not depend on its seed alone; twice = true shows where");
        }
        if (diverged != null) {
            return failedRun(seed, diverged, found, new Shrinker.Result(found, 0));
        }
        Shrinker.Result shrunk = Shrinker.shrink(seed, scenario, found, shrinkingRuns);
        return failedRun(seed, Objects.requireNonNull(shrunk.run().failure()), found, shrunk);
    }

    private FailedRun failedRun(long seed, Throwable failure, SeedRun found, Shrinker.Result shrunk) {
        return new FailedRun(
                name,
                seed,
                failure,
                shrunk.run().decisions(),
                shrunk.run().trace(),
                shrunk.run().messages(),
                found.decisions().size(),
                found.trace().size(),
                shrunk.runs());
    }
}
