package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A general that comes back signs nothing in agreements of an earlier life. */
class RestartTest {

    private static final Duration BEFORE = Camp.START.minusMillis(50);

    /** Even told of a start that is still to come: the storage remembers. */
    @Test
    void withStorageACommanderNeverSignsTwoOrders() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).remembering().pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(1, commander, "attack");
            camp.runTo(BEFORE);
            restart(camp, commander);
            camp.begin(1, commander, "wait", commander);
            camp.end();
            assertThat(camp.agreements.get(commander).missedStart()).isTrue();
            assertThat(camp.generals.get(commander).counters().signatures()).isZero();
            assertThat(camp.loyalDecisions(commander).values()).hasSize(3).containsOnly(Camp.RETREAT);
        }
    }

    @Test
    void withStorageALieutenantSignsNothingInAnAgreementOfAnEarlierLife() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).remembering().pitch()) {
            NodeId commander = camp.general(0);
            NodeId lieutenant = camp.general(2);
            camp.begin(1, commander, "attack");
            camp.runTo(BEFORE);
            restart(camp, lieutenant);
            camp.begin(1, commander, "", lieutenant);
            camp.end();
            assertThat(camp.agreements.remove(lieutenant).missedStart()).isTrue();
            assertThat(camp.generals.get(lieutenant).counters().signatures()).isZero();
            assertThat(camp.loyalDecisions(commander).values()).hasSize(2).containsOnly("attack");
        }
    }

    /** Staying out of an old agreement must not make a general forget the later ones. */
    @Test
    void stayingOutOfAnOldAgreementForgetsNothing() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).remembering().pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(5, commander, "attack");
            camp.runTo(BEFORE);
            restart(camp, commander);
            for (int counter : new int[] {3, 5}) {
                camp.begin(counter, commander, "wait", commander);
                camp.network.runFor(Duration.ofMillis(2));
                assertThat(camp.agreements.get(commander).missedStart())
                        .as("agreement %s", counter)
                        .isTrue();
            }
            camp.begin(6, commander, "wait", commander);
            camp.end();
            assertThat(camp.agreements.get(commander).missedStart()).isFalse();
        }
    }

    /** What is not durable yet is not sent: a commander that crashes before its order is on disk has said nothing. */
    @Test
    void nothingIsSentBeforeItIsDurable() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1)
                .remembering()
                .network(network -> network.syncTime(Duration.ofSeconds(10)))
                .pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(1, commander, "attack").end();
            assertThat(camp.total().physicalMessages()).isZero();
            assertThat(camp.loyalDecisions(commander).values()).hasSize(3).containsOnly(Camp.RETREAT);
        }
    }

    /** Without storage the start guards: who comes back after it takes no part. */
    @Test
    void withoutStorageTheStartKeepsASecondLifeOut() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 1).pitch()) {
            NodeId commander = camp.general(0);
            camp.begin(1, commander, "attack");
            camp.runTo(Camp.START.plus(Camp.SKEW).plusNanos(1));
            restart(camp, commander);
            camp.begin(1, commander, "wait", commander);
            camp.end();
            assertThat(camp.agreements.get(commander).missedStart()).isTrue();
            assertThat(camp.loyalDecisions(commander).values()).hasSize(3).containsOnly("attack");
        }
    }

    private static void restart(Camp camp, NodeId general) {
        camp.network.crash(general);
        camp.network.recover(general);
    }
}
