package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetworkBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** IC1 and IC2 in virtual time, over many seeds, with traitors that lie at random. */
class AgreementSimulationTest {

    @ParameterizedTest
    @CsvSource({
        "ORAL, 4, 1, 250",
        "ORAL, 7, 2, 250",
        "ORAL, 10, 3, 20",
        "SIGNED, 3, 1, 100",
        "SIGNED, 4, 1, 250",
        "SIGNED, 4, 2, 100",
        "SIGNED, 7, 2, 200",
        "SIGNED, 7, 5, 50",
    })
    void loyalGeneralsAgreeAndObey(Camp.Algorithm algorithm, int generals, int m, int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Integer> traitors = pickTraitors(random, generals, m);
            int commander = random.nextBoolean() ? traitors.get(0) : random.nextInt(generals);
            String order = Camp.LIES.get(random.nextInt(Camp.LIES.size()));
            String run = algorithm + " n=" + generals + " m=" + m + " seed=" + seed + " traitors=" + traitors
                    + " commander=" + commander + " order=" + order;
            try (Camp camp = Camp.of(algorithm, generals, m)
                    .seed(seed)
                    .traitors(traitors)
                    .pitch()) {
                NodeId commanding = camp.general(commander);
                camp.begin(1, commanding, order).end();
                var decisions = camp.loyalDecisions(commanding);
                assertThat(decisions)
                        .as(run)
                        .hasSize(generals - traitors.size() - (traitors.contains(commander) ? 0 : 1));
                assertThat(decisions.values().stream().distinct().count())
                        .as("IC1, %s: %s", run, decisions)
                        .isLessThanOrEqualTo(1);
                assertThat(decisions.values()).as("decided, %s", run).doesNotContain("(nothing)");
                if (!traitors.contains(commander)) {
                    assertThat(decisions.values()).as("IC2, %s", run).containsOnly(order);
                }
                assertThat(camp.reported)
                        .as("only traitors are accused, %s", run)
                        .allMatch(fault -> camp.traitors.contains(fault.who()));
            }
        }
    }

    /** The whole ladder under them: a third of all frames lost, others twice or in another order. */
    @ParameterizedTest
    @CsvSource({"ORAL, 4, 1, 40", "ORAL, 7, 2, 20", "SIGNED, 4, 1, 40", "SIGNED, 7, 2, 20"})
    void overFairLossWithLinks(Camp.Algorithm algorithm, int generals, int m, int seeds) {
        FaultPlan plan = FaultPlan.builder()
                .loss(0.3)
                .duplication(0.2)
                .reordering(0.3)
                .delay(DelayLaw.uniform(Duration.ofMillis(1), Duration.ofMillis(10)))
                .build();
        for (long seed = 0; seed < seeds; seed++) {
            int traitor = (int) (seed % generals);
            String run = algorithm + " n=" + generals + " m=" + m + " seed=" + seed + " traitor=" + traitor;
            try (Camp camp = Camp.of(algorithm, generals, m)
                    .seed(seed)
                    .traitors(List.of(traitor))
                    .overLinks(Duration.ofSeconds(60), plan)
                    .pitch()) {
                NodeId commander = camp.general(0);
                camp.begin(1, commander, Camp.ATTACK).end();
                var decisions = camp.loyalDecisions(commander);
                assertThat(decisions.values().stream().distinct().count())
                        .as("IC1, %s: %s", run, decisions)
                        .isEqualTo(1);
                assertThat(decisions.values()).as("decided, %s", run).doesNotContain("(nothing)");
                if (traitor != 0) {
                    assertThat(decisions.values()).as("IC2, %s", run).containsOnly(Camp.ATTACK);
                }
                assertThat(camp.reported)
                        .as("only traitors are accused, %s", run)
                        .allMatch(fault -> camp.traitors.contains(fault.who()));
                if (algorithm == Camp.Algorithm.ORAL) {
                    assertThat(camp.total().physicalMessages())
                            .as("retransmissions are not counted, %s", run)
                            .isEqualTo((generals - 1) + (long) m * (generals - 1) * (generals - 2));
                }
            }
        }
    }

    /** A traitor that sends messages with bytes changed, cut and repeated: nothing throws, nobody is misled. */
    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void changedBytesMisleadNobody(Camp.Algorithm algorithm) {
        for (long seed = 0; seed < 60; seed++) {
            String run = algorithm + " seed=" + seed;
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> overheard = new ArrayList<>();
            try (Camp camp = Camp.of(algorithm, 4, 1).seed(seed).puppets(3).build()) {
                camp.overhear(3, overheard);
                camp.pitch();
                NodeId commander = camp.general(0);
                camp.begin(1, commander, Camp.ATTACK);
                for (int i = 0; i < 60; i++) {
                    camp.runTo(Camp.START.plusMillis(1 + i));
                    if (!overheard.isEmpty()) {
                        byte[] bytes =
                                overheard.get(random.nextInt(overheard.size())).clone();
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
                        camp.send(camp.network.now(), 3, 1 + random.nextInt(2), ByteBuffer.wrap(bytes, 0, length));
                    }
                }
                camp.end();
                assertThat(overheard).isNotEmpty();
                assertThat(camp.loyalDecisions(commander).values())
                        .as("IC2, %s", run)
                        .hasSize(2)
                        .containsOnly(Camp.ATTACK);
                assertThat(camp.reported)
                        .as(run)
                        .isNotEmpty()
                        .allMatch(fault -> camp.general(3).equals(fault.who()));
            }
        }
    }

    /** A loyal general that stands still for longer than Δ is as good as a faulty one; what it finds afterwards is late. */
    @ParameterizedTest
    @EnumSource(Camp.Algorithm.class)
    void whoStandsStillForTooLongHarmsNobodyElse(Camp.Algorithm algorithm) {
        for (long seed = 0; seed < 50; seed++) {
            String run = algorithm + " seed=" + seed;
            try (Camp camp = Camp.of(algorithm, 4, 1)
                    .seed(seed)
                    .network(MemoryNetworkBuilder::breakingTheModel)
                    .pitch()) {
                NodeId commander = camp.general(0);
                NodeId slow = camp.general(2);
                camp.begin(1, commander, Camp.ATTACK);
                camp.runTo(Camp.START.minusMillis(1));
                camp.network.pause(slow, Duration.ofMillis(500));
                camp.end();
                camp.network.runFor(Duration.ofSeconds(1));
                Agreement<String> late = camp.agreements.remove(slow);
                assertThat(camp.loyalDecisions(commander).values()).as(run).containsOnly(Camp.ATTACK);
                assertThat(late.decision()).as("nothing late counts, %s", run).contains(Camp.RETREAT);
                assertThat(late.heard(1)).as(run).allMatch(Report::isMissing);
                assertThat(camp.reported)
                        .as(run)
                        .isNotEmpty()
                        .allMatch(fault -> fault.kind() == Fault.Kind.SYNCHRONY_SUSPECTED);
            }
        }
    }

    /** Up to m traitors; the commander among them about every other time. */
    private static List<Integer> pickTraitors(SplittableRandom random, int generals, int m) {
        List<Integer> all = new ArrayList<>();
        for (int general = 0; general < generals; general++) {
            all.add(general);
        }
        List<Integer> traitors = new ArrayList<>();
        int count = 1 + random.nextInt(m);
        for (int i = 0; i < count; i++) {
            traitors.add(all.remove(random.nextInt(all.size())));
        }
        return traitors;
    }
}
