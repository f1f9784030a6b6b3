package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where implementations of OM(m) have gone wrong. */
class OralTrapsTest {

    private static final int A = 1;
    private static final int B = 2;

    /** Votes of the levels below count for one each, however many reports stand behind them. */
    @Test
    void majorityIsTakenLevelByLevelAndNotOverAllReports() {
        EigTree tree = new EigTree(new PathIndex(5, 3));
        tree.hear(1, 0, new int[] {A});
        for (int relayer = 0; relayer < 5; relayer++) {
            tree.hear(2, relayer, new int[] {relayer < 3 ? A : B});
        }
        // Below, A wins narrowly under three relayers, 3 of 5, and B under two with all 5: flat it would be 10 to 16.
        for (int teller = 0; teller < 5; teller++) {
            int[] told = new int[4];
            int place = 0;
            for (int relayer = 0; relayer < 5; relayer++) {
                if (relayer != teller) {
                    boolean amongTheFirstTwo = teller - (teller > relayer ? 1 : 0) < 2;
                    told[place++] = relayer < 3 && amongTheFirstTwo ? A : B;
                }
            }
            tree.hear(3, teller, told);
        }
        assertThat(tree.resolve()).isEqualTo(A);
    }

    /** A tie at the top: one's own value, the first heard and the last heard all differ from the default. */
    @Test
    void aTieIsTheDefaultAndNotOnesOwnValue() {
        EigTree tree = new EigTree(new PathIndex(3, 2));
        tree.hear(1, 0, new int[] {A});
        tree.hear(2, 0, new int[] {A});
        tree.hear(2, 1, new int[] {B});
        tree.hear(2, 2, new int[] {B});
        assertThat(tree.resolve()).isEqualTo(EigTree.DEFAULT);
    }

    @Test
    void onlyTheFirstMessageOfAPeerAndRoundCounts() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            for (int to = 1; to < 4; to++) {
                camp.send(Camp.START.plusMillis(1), 0, to, order(camp, 1, "attack"));
            }
            for (int to = 1; to < 4; to++) {
                camp.send(Camp.START.plusMillis(2), 0, to, order(camp, 1, "wait"));
            }
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly("attack");
            assertThat(camp.reported)
                    .isNotEmpty()
                    .allMatch(fault ->
                            camp.general(0).equals(fault.who()) && fault.kind() == Fault.Kind.PROTOCOL_VIOLATION);
        }
    }

    /** The same while the round is open, or has not even begun: what a traitor says first stands. */
    @Test
    void aSecondThoughtDoesNotCountEither() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            camp.begin(1, camp.general(0), "attack");
            MessageFormat format = format(camp);
            for (String said : List.of("wait", "retreat", "attack")) {
                OralMessage message = new OralMessage(
                        new InstanceId(camp.general(0), 1), camp.general(0), 2, ValueBlock.of(List.of(utf8(said))));
                camp.send(Camp.START.minusMillis(5), 3, 1, format.encode(message));
            }
            camp.end();
            assertThat(camp.agreements.get(camp.general(1)).heard(2))
                    .filteredOn(report -> report.from().equals(camp.general(3)))
                    .singleElement()
                    .matches(report -> "wait".equals(report.value()));
            assertThat(camp.reported)
                    .singleElement()
                    .matches(fault -> fault.evidence().contains("speaks twice"));
        }
    }

    /** The round may close early only for those who have spoken: the casting vote of a slow general is waited for. */
    @Test
    void whoIsSlowButInTimeIsHeard() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(0, 3).pitch()) {
            camp.begin(1, camp.general(0), "");
            camp.send(Camp.START.plusMillis(1), 0, 1, order(camp, 1, "attack"));
            camp.send(Camp.START.plusMillis(1), 0, 2, order(camp, 1, "wait"));
            Duration inTime = Camp.deadline(2).minus(Camp.SKEW).minus(Camp.DELTA);
            for (int to = 1; to < 3; to++) {
                OralMessage vote = new OralMessage(
                        new InstanceId(camp.general(0), 1), camp.general(0), 2, ValueBlock.of(List.of(utf8("attack"))));
                camp.send(inTime, 3, to, format(camp).encode(vote));
            }
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            assertThat(camp.reported).isEmpty();
        }
    }

    /** Four traitors among 13 can make a loyal general hold 505 values, and it has to pass all of them on. */
    @Test
    void moreValuesThanAByteCanNumberAreRelayed() throws MalformedMessageException {
        GroupConfig<String> config = GroupConfig.of(Group.named("a", "b", "c", "d"), Codec.utf8(), Camp.RETREAT);
        ValueTable<String> sender = new ValueTable<>(config);
        List<Bytes> held =
                IntStream.range(0, 505).mapToObj(i -> utf8("order " + i)).toList();
        ValueBlock relayed = sender.block(sender.numbers(ValueBlock.of(held)));
        ValueTable<String> recipient = new ValueTable<>(config);
        assertThat(IntStream.of(recipient.numbers(relayed)).mapToObj(recipient::value))
                .isEqualTo(IntStream.range(0, 505).mapToObj(i -> "order " + i).toList());
    }

    /** Accepted until T₀+k(Δ+ε); later it is reported, and the default stands. */
    @Test
    void anOrderAfterTheDeadlineDoesNotCount() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            for (int to = 1; to < 4; to++) {
                camp.send(Camp.deadline(1), 0, to, order(camp, 1, "attack"));
            }
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly(Camp.RETREAT);
            assertThat(camp.reported)
                    .hasSize(3)
                    .allMatch(fault ->
                            camp.general(0).equals(fault.who()) && fault.kind() == Fault.Kind.SYNCHRONY_SUSPECTED);
        }
    }

    /** Two lieutenants get the order in time and one too late: it still learns it, from the others. */
    @Test
    void anOrderThatIsLateForOneReachesItThroughTheOthers() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(0).pitch()) {
            camp.begin(1, camp.general(0), "");
            camp.send(Camp.START.plusMillis(1), 0, 1, order(camp, 1, "attack"));
            camp.send(Camp.START.plusMillis(1), 0, 2, order(camp, 1, "attack"));
            camp.send(Camp.deadline(1), 0, 3, order(camp, 1, "wait"));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(3).containsOnly("attack");
        }
    }

    @Test
    void aMessageThatIsNotTheSendersTurnIsRefused() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            camp.begin(1, camp.general(0), "attack");
            camp.send(Camp.START, 3, 1, order(camp, 1, "wait"));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            assertThat(camp.reported).hasSize(1);
            assertThat(camp.reported.get(0).evidence()).contains("not its turn");
        }
    }

    /** Bytes without meaning, values that are no text, a wrong number of values, rounds beyond the last, other commanders. */
    @Test
    void nonsenseIsAFaultAndCountsAsSilence() {
        InstanceId instance = new InstanceId(NodeId.of("g0"), 1);
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            camp.begin(1, camp.general(0), "attack");
            MessageFormat format = format(camp);
            Bytes noText = Bytes.of((byte) 0xc0, (byte) 0x80);
            List<ByteBuffer> nonsense = List.of(
                    ByteBuffer.allocate(3),
                    format.encode(new OralMessage(instance, camp.general(0), 9, ValueBlock.of(List.of(noText)))),
                    format.encode(new OralMessage(instance, camp.general(1), 2, ValueBlock.of(List.of(noText)))),
                    format.encode(new OralMessage(instance, camp.general(0), 2, ValueBlock.of(List.of(noText)))));
            for (ByteBuffer message : nonsense) {
                camp.send(camp.network.now(), 3, 1, message);
            }
            camp.send(
                    camp.network.now(),
                    3,
                    2,
                    format.encode(new OralMessage(
                            instance, camp.general(0), 2, ValueBlock.of(List.of(utf8("wait"), utf8("wait"))))));
            camp.end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            assertThat(camp.reported)
                    .extracting(Fault::kind)
                    .contains(Fault.Kind.MALFORMED_MESSAGE, Fault.Kind.PROTOCOL_VIOLATION);
            assertThat(camp.reported).allMatch(fault -> camp.general(3).equals(fault.who()));
        }
    }

    /** A finished agreement leaves only its watermark: messages for it neither bring it back nor are kept. */
    @Test
    void aLateMessageDoesNotBringAFinishedAgreementBack() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            camp.begin(1, camp.general(0), "attack").end();
            Generals<String> generals = ((OralMessages<String>) camp.generals.get(camp.general(1))).generals();
            assertThat(generals.running()).isZero();
            camp.send(camp.network.now(), 3, 1, order(camp, 1, "wait"));
            camp.network.runFor(Duration.ofSeconds(1));
            assertThat(generals.running()).isZero();
            assertThat(generals.waiting(camp.general(3))).isZero();
        }
    }

    /** What a peer can make a general hold for agreements that have not begun is bounded, and its own affair. */
    @Test
    void floodsOfUnknownAgreementsAreBounded() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            for (int counter = 1; counter <= Generals.EARLY_MESSAGES + 100; counter++) {
                camp.send(camp.network.now(), 3, 1, order(camp, 1_000 + counter, "wait"));
            }
            camp.network.runFor(Camp.DELTA);
            Generals<String> generals = ((OralMessages<String>) camp.generals.get(camp.general(1))).generals();
            assertThat(generals.waiting(camp.general(3))).isEqualTo(Generals.EARLY_MESSAGES);
            assertThat(camp.reported)
                    .hasSize(1)
                    .allMatch(fault -> fault.kind() == Fault.Kind.OVERLOAD
                            && camp.general(3).equals(fault.who()));
            camp.begin(1, camp.general(0), "attack").end();
            assertThat(camp.loyalDecisions(camp.general(0)).values()).hasSize(2).containsOnly("attack");
            camp.send(camp.network.now(), 3, 1, order(camp, 9_999, "wait"));
            camp.network.runFor(Camp.DELTA);
            assertThat(generals.waiting(camp.general(3)))
                    .as("the old ones are forgotten")
                    .isEqualTo(1);
        }
    }

    private static ByteBuffer order(Camp camp, long counter, String order) {
        return format(camp)
                .encode(new OralMessage(
                        new InstanceId(camp.general(0), counter),
                        camp.general(0),
                        1,
                        ValueBlock.of(List.of(utf8(order)))));
    }

    private static MessageFormat format(Camp camp) {
        return new MessageFormat(
                MessageFormat.ORAL,
                GroupHash.of("OM(" + camp.faults + ")", camp.config, null),
                camp.group,
                camp.config.maxValueBytes(),
                0);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(Codec.utf8().encode(text));
    }
}
