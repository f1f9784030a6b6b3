package dev.strategos.detectors.swim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A group in which nobody could watch everybody. */
class SwimLargeTest {

    private static final int MEMBERS = 4_096;

    @Test
    void fourThousandMembersLearnOfCrashesAtAConstantLoadForEach() {
        // α = 1, for a shorter run: 3.6 s until a suspicion counts that three others confirmed.
        LargeHall hall = new LargeHall(
                MEMBERS,
                1,
                new SwimConfig(Duration.ofSeconds(1), Duration.ofMillis(500), 3, ProbeSelection.ROUND_ROBIN, 1, 6, 4));
        hall.runFor(Duration.ofSeconds(2));
        hall.frames = 0;
        hall.runFor(Duration.ofSeconds(3));
        assertThat(hall.frames / 3.0 / MEMBERS)
                .as("frames per member and second")
                .isCloseTo(2, within(0.1));
        for (int i = 0; i < 4; i++) {
            hall.crash(1_000 * i + 7);
        }
        // Some periods to the first probes, as many to the confirmations, and log n of gossip.
        hall.runFor(Duration.ofSeconds(22));
        int uninformed = 0;
        for (int member = 0; member < MEMBERS; member++) {
            if (hall.isAlive(member)) {
                int informed = hall.detectors.get(member).suspects().size();
                assertThat(informed).as("failed members as seen by %s", member).isLessThanOrEqualTo(4);
                uninformed += informed < 4 ? 1 : 0;
            }
        }
        assertThat(uninformed)
                .as("members that do not know of all four crashes")
                .isZero();
    }

    @Test
    void aCrashIsFoundWhicheverWayMembersChoose() {
        for (ProbeSelection selection : ProbeSelection.values()) {
            LargeHall hall = new LargeHall(64, 1, SwimConfig.defaults().withSelection(selection));
            hall.runFor(Duration.ofSeconds(20));
            hall.crash(5);
            hall.runFor(Duration.ofSeconds(60));
            for (int member = 0; member < 64; member++) {
                if (hall.isAlive(member)) {
                    assertThat(hall.detectors.get(member).suspects())
                            .as("%s, member %s", selection, member)
                            .containsExactly(hall.group.member(5));
                }
            }
        }
    }
}
