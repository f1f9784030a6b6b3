package dev.strategos.testkit.bugs;

import dev.strategos.testkit.faults.FaultLaw;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.transport.memory.FaultAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Crashes that are over at once, ten of them, besides what a swarm draws: for protocols that have something to forget. */
final class Bounces {

    private static final int COUNT = 10;

    private Bounces() {}

    static FaultLaw besides(Swarm swarm, Duration span) {
        return (group, random) -> {
            var drawn = swarm.over(span).draw(group, random);
            List<FaultAction.Scheduled> all = new ArrayList<>(drawn.schedule());
            long slot = span.toNanos() / COUNT;
            for (int i = 0; i < COUNT; i++) {
                long at = i * slot + random.nextLong(slot / 2);
                var node = group.member(random.nextInt(group.size()));
                all.add(new FaultAction.Scheduled(Duration.ofNanos(at), new FaultAction.Crash(node)));
                Duration back = Duration.ofNanos(at + 1 + random.nextLong(slot / 2));
                all.add(new FaultAction.Scheduled(back, new FaultAction.Recover(node)));
            }
            return drawn.withSchedule(all);
        };
    }
}
