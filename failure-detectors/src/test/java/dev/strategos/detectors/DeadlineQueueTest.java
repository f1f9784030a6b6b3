package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The heap, against sorting. */
class DeadlineQueueTest {

    @Test
    void givesTheEarliestTurnFirstAcrossTheEndOfTheClocksRange() {
        SplittableRandom random = new SplittableRandom(1);
        DeadlineQueue queue = new DeadlineQueue();
        List<Watch> all = new ArrayList<>();
        long origin = Long.MAX_VALUE - 5_000;
        for (int i = 0; i < 500; i++) {
            Watch watch = new Watch(NodeId.of("n" + i), true, true);
            all.add(watch);
            queue.atLatest(watch, origin + random.nextLong(10_000));
        }
        for (int i = 0; i < 20_000; i++) {
            Watch first = queue.first();
            Watch least = all.stream()
                    .min(Comparator.comparingLong(watch -> watch.turn - origin))
                    .orElseThrow();
            assertThat(first.turn).isEqualTo(least.turn);
            queue.postponeFirst(first.turn + random.nextLong(2_000));
            Watch any = all.get(random.nextInt(all.size()));
            long before = any.turn;
            long wanted = before + random.nextLong(-500, 500);
            queue.atLatest(any, wanted);
            assertThat(any.turn - origin).isEqualTo(Math.min(before - origin, wanted - origin));
        }
    }
}
