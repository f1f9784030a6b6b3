package dev.strategos.detectors.swim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The figures of SWIM and Lifeguard. */
class SwimPaperTest {

    @Test
    void goingRoundEachMemberProbesEachOtherWithin2nMinus3Periods() {
        int members = 16;
        ProbeOrder order = new ProbeOrder(members, 5, ProbeSelection.ROUND_ROBIN, new SplittableRandom(3));
        int[] last = new int[members];
        int longest = 0;
        for (int period = 1; period <= 200_000; period++) {
            int probed = order.next();
            assertThat(probed).isNotEqualTo(5);
            longest = Math.max(longest, period - last[probed]);
            last[probed] = period;
        }
        assertThat(longest).isEqualTo(2 * members - 3);
    }

    @Test
    void helpersAreDistinctAndNeitherSelfNorSubject() {
        ProbeOrder order = new ProbeOrder(6, 2, ProbeSelection.ROUND_ROBIN, new SplittableRandom(4));
        for (int i = 0; i < 1_000; i++) {
            assertThat(order.helpers(3, 4)).hasSize(3).doesNotContain(2, 4).doesNotHaveDuplicates();
        }
        assertThat(order.helpers(64, 4)).containsExactlyInAnyOrder(0, 1, 3, 5);
    }

    @Test
    void theSuspicionTimeoutFallsWithConfirmationsAsInLifeguard() {
        long least = 10;
        long most = 60;
        assertThat(Doubt.timeout(least, most, 0, 3)).isEqualTo(60);
        assertThat(Doubt.timeout(least, most, 1, 3)).isEqualTo(60 - 25);
        assertThat(Doubt.timeout(least, most, 2, 3)).isEqualTo(60 - Math.round(50 * Math.log(3) / Math.log(4)));
        assertThat(Doubt.timeout(least, most, 3, 3)).isEqualTo(10);
        assertThat(Doubt.timeout(least, most, 0, 0)).as("nobody could confirm").isEqualTo(10);
        Doubt doubt = new Doubt(1_000, 10, 60, 100, 7);
        assertThat(doubt.confirm(7)).as("the same accuser").isFalse();
        assertThat(doubt.confirm(8)).isTrue();
        assertThat(doubt.deadline()).isEqualTo(1_035);
        assertThat(doubt.confirm(9)).isTrue();
        assertThat(doubt.confirm(10)).isTrue();
        assertThat(doubt.confirm(11)).as("more than K").isFalse();
        assertThat(doubt.deadline()).isEqualTo(1_010);
    }

    @Test
    void healthIsWithinZeroAndEightAndStretchesTimes() {
        LocalHealth health = new LocalHealth();
        health.better();
        assertThat(health.stretch(100)).isEqualTo(100);
        for (int i = 0; i < 20; i++) {
            health.worse();
        }
        assertThat(health.stretch(100)).isEqualTo(900);
        health.better();
        assertThat(health.value()).isEqualTo(7);
    }

    @Test
    void newsArePassedOnSoManyTimesAndOnlyTheLatest() {
        Gossip gossip = new Gossip(64, 2);
        gossip.add(new News(1, 1, 0, MemberState.SUSPECTED, 9));
        gossip.add(new News(2, 1, 0, MemberState.SUSPECTED, 9));
        assertThat(gossip.next(1)).extracting(News::member).containsExactly(2);
        assertThat(gossip.next(1)).extracting(News::member).containsExactly(1);
        gossip.add(new News(1, 1, 1, MemberState.ALIVE, 1));
        int ofOne = 0;
        int ofTwo = 1;
        for (int i = 0; i < 100; i++) {
            for (News news : gossip.next(8)) {
                assertThat(news.state() == MemberState.ALIVE).isEqualTo(news.member() == 1);
                ofOne += news.member() == 1 ? 1 : 0;
                ofTwo += news.member() == 2 ? 1 : 0;
            }
        }
        assertThat(ofOne).isEqualTo(14);
        assertThat(ofTwo).isEqualTo(14);
    }

    @Test
    void theLaterLifeThenTheHigherRefutationThenTheWorseStateWins() {
        Roster roster = new Roster(3);
        assertThat(roster.take(new News(1, 1, 0, MemberState.ALIVE, 0))).isTrue();
        assertThat(roster.take(new News(1, 1, 0, MemberState.SUSPECTED, 0))).isTrue();
        assertThat(roster.take(new News(1, 1, 0, MemberState.ALIVE, 0))).isFalse();
        assertThat(roster.take(new News(1, 1, 1, MemberState.ALIVE, 0))).isTrue();
        assertThat(roster.take(new News(1, 1, 0, MemberState.FAULTY, 0))).isFalse();
        assertThat(roster.take(new News(1, 1, 1, MemberState.FAULTY, 0))).isTrue();
        assertThat(roster.take(new News(1, 1, 1, MemberState.SUSPECTED, 0))).isFalse();
        assertThat(roster.take(new News(1, 2, 0, MemberState.ALIVE, 0))).isTrue();
        assertThat(roster.take(new News(1, 1, 9, MemberState.FAULTY, 0))).isFalse();
    }
}
