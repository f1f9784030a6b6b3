package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lamport, Shostak, Pease 1982, section 4: with signatures, any number of traitors. */
class SignedMessagesPaperTest {

    private static final InstanceId INSTANCE = new InstanceId(NodeId.of("g0"), 1);

    /** Silence, or one of two orders. */
    private static final int CHOICES = 3;

    /** Figure 5: three generals, the commander a traitor that sends whatever to whom it likes. Oral messages cannot do this. */
    @Test
    void threeGeneralsWithstandEveryTraitorousCommander() {
        for (int strategy = 0; strategy < CHOICES * CHOICES; strategy++) {
            try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 3, 1).puppets(0).pitch()) {
                camp.begin(1, camp.general(0), "");
                int[] choices = digits(strategy, 2);
                for (int lieutenant = 1; lieutenant <= 2; lieutenant++) {
                    tell(camp, inRound(1), 0, lieutenant, first(camp, choices[lieutenant - 1]));
                }
                camp.end();
                assertAgree(camp, "commander says " + choices[0] + ", " + choices[1]);
            }
        }
    }

    /** IC2: a traitorous lieutenant can pass the loyal commander's order on or not, and that is all. */
    @Test
    void threeGeneralsObeyALoyalCommanderWhateverTheTraitorRelays() {
        for (int choice = 0; choice < CHOICES; choice++) {
            try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 3, 1).puppets(2).pitch()) {
                camp.begin(1, camp.general(0), "attack");
                // It signs "wait" itself, but has no signature of the commander's for it.
                SignedMessage relayed = chain(camp)
                        .extend(
                                new SignedMessage(
                                        INSTANCE,
                                        camp.general(0),
                                        order(choice),
                                        first(camp, 1).chain()),
                                camp.general(2),
                                camp.keys.get(camp.general(2)));
                tell(camp, inRound(1), 2, 1, choice == 0 ? null : relayed);
                camp.end();
                assertThat(camp.agreements.get(camp.general(1)).decision()).contains("attack");
            }
        }
    }

    /** Theorem 2 for n=4, m=2: every strategy of a traitorous commander with a traitorous lieutenant, who share their keys. */
    @Test
    void twoLoyalLieutenantsWithstandEveryStrategyOfTwoConspirators() {
        for (int strategy = 0; strategy < 81; strategy++) {
            int[] choices = digits(strategy, 4);
            try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 4, 2).puppets(0, 3).pitch()) {
                camp.begin(1, camp.general(0), "");
                for (int lieutenant = 1; lieutenant <= 2; lieutenant++) {
                    tell(camp, inRound(1), 0, lieutenant, first(camp, choices[lieutenant - 1]));
                }
                for (int lieutenant = 1; lieutenant <= 2; lieutenant++) {
                    SignedMessage first = first(camp, choices[lieutenant + 1]);
                    tell(
                            camp,
                            inRound(2),
                            3,
                            lieutenant,
                            first == null
                                    ? null
                                    : chain(camp).extend(first, camp.general(3), camp.keys.get(camp.general(3))));
                }
                camp.end();
                assertAgree(camp, "choices " + Arrays.toString(choices));
            }
        }
    }

    /** With two orders in hand nothing can change the choice: no waiting for the deadlines that remain. */
    @Test
    void twoOrdersDecideAtOnce() {
        try (Camp camp = Camp.of(Camp.Algorithm.SIGNED, 5, 3).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            for (int lieutenant = 1; lieutenant < 5; lieutenant++) {
                tell(camp, inRound(1), 0, lieutenant, first(camp, 1 + lieutenant % 2));
            }
            camp.runTo(Camp.deadline(2));
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(4).containsOnly(Camp.RETREAT);
            assertThat(camp.agreements.get(camp.general(1)).round()).isLessThan(5);
        }
    }

    private static void assertAgree(Camp camp, String run) {
        assertThat(camp.loyalDecisions(camp.general(0)).values().stream().distinct())
                .as("IC1, %s", run)
                .hasSize(1)
                .doesNotContain("(nothing)");
    }

    private static void tell(Camp camp, Duration at, int from, int to, @Nullable SignedMessage message) {
        if (message != null) {
            ByteBuffer bytes = new MessageFormat(
                            MessageFormat.SIGNED, hash(camp), camp.group, camp.config.maxValueBytes(), 64)
                    .encode(message);
            camp.send(at, from, to, bytes);
        }
    }

    private static @Nullable SignedMessage first(Camp camp, int choice) {
        return choice == 0
                ? null
                : chain(camp).first(INSTANCE, camp.general(0), order(choice), camp.keys.get(camp.general(0)));
    }

    private static Bytes order(int choice) {
        return Bytes.of(Codec.utf8().encode(List.of("nothing", "attack", "wait").get(choice)));
    }

    private static SignatureChain chain(Camp camp) {
        return new SignatureChain("SM(" + camp.faults + ")", hash(camp), camp.verifier);
    }

    private static Bytes hash(Camp camp) {
        return GroupHash.of("SM(" + camp.faults + ")", camp.config, camp.verifier);
    }

    /** Late enough that every general has begun the round before, and early enough for the round's deadline. */
    private static Duration inRound(int round) {
        return Camp.deadline(round).minus(Camp.DELTA).minus(Camp.SKEW);
    }

    private static int[] digits(int number, int count) {
        int[] digits = new int[count];
        int rest = number;
        for (int i = 0; i < count; i++) {
            digits[i] = rest % CHOICES;
            rest /= CHOICES;
        }
        return digits;
    }
}
