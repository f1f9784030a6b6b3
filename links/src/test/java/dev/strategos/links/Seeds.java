package dev.strategos.links;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Plays a simulation on many seeds: some in every build, always the same; a hundred thousand in the campaign, which the Maven profile of
 * that name starts.
 */
final class Seeds {

    private static final boolean CAMPAIGN = Boolean.getBoolean("strategos.campaign");

    private Seeds() {}

    /** How many seeds this build plays. */
    static int count(int everyBuild, int campaign) {
        return CAMPAIGN ? campaign : everyBuild;
    }

    /** Plays the seeds from 0 on; says at the end of a campaign what it took. */
    static void play(int count, LongConsumer run) {
        Duration before = cpu();
        for (long seed = 0; seed < count; seed++) {
            run.accept(seed);
        }
        if (CAMPAIGN) {
            String caller = StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst().orElseThrow().getMethodName());
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d seeds in %.0f s of CPU%n",
                    caller,
                    count,
                    cpu().minus(before).toMillis() / 1e3);
        }
    }

    /** What this process has used on all processors, in user and system mode. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
