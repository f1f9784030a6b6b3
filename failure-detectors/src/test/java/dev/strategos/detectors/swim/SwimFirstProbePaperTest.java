package dev.strategos.detectors.swim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How soon a crashed member is probed, at the shipped detector (Das, Gupta, Motivala, <i>SWIM</i>, DSN 2002, section 3.1): the protocol
 * periods begun since the crash, up to and including the first in which some member probes the victim. In each stretch of a period's length
 * every other member begins one period of its own, so that is the number of such stretches.
 */
class SwimFirstProbePaperTest {

    private static final int MEMBERS = 64;
    private static final int CRASHES = 10_000;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int PING = 1;

    private static final SwimConfig CONFIG = SwimConfig.every(PERIOD).withSelection(ProbeSelection.RANDOM);

    private int victim = -1;
    private boolean probed;

    @Test
    void theMeanNumberOfPeriodsToTheFirstProbeIsThatOfThePaper() {
        SplittableRandom random = new SplittableRandom(2);
        LargeHall hall = new LargeHall(MEMBERS, 1, CONFIG);
        hall.observer = (from, to, frame) -> probed |= to == victim && frame.get(0) == PING;
        hall.runFor(Duration.ofSeconds(5));
        long periods = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            // A member that has just started begins its first period within one, and then keeps time like the others.
            hall.runFor(PERIOD.plusNanos(random.nextLong(PERIOD.toNanos())));
            victim = random.nextInt(MEMBERS);
            probed = false;
            hall.crash(victim);
            long start = hall.now;
            while (!probed) {
                hall.runNext();
            }
            periods += (hall.now - start) / PERIOD.toNanos() + 1;
            // Back before its silence costs anybody's health, which would stretch periods: helpers reach it.
            hall.restart(victim);
            victim = -1;
        }
        for (int member = 0; member < MEMBERS; member++) {
            assertThat(hall.detectors.get(member).health())
                    .as("health of %s", member)
                    .isLessThan(2);
        }
        double expected = 1 / (1 - Math.pow(1 - 1.0 / (MEMBERS - 1), MEMBERS - 1));
        assertThat((double) periods / CRASHES).isCloseTo(expected, within(expected * 0.02));
    }
}
