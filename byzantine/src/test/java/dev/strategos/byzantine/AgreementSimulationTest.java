package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IC1 and IC2 in virtual time, over many seeds, with traitors that lie at random. */
class AgreementSimulationTest {

    @ParameterizedTest
    @CsvSource({
        "ORAL, 4, 1, 300",
        "ORAL, 7, 2, 300",
        "ORAL, 10, 3, 20",
        "SIGNED, 3, 1, 300",
        "SIGNED, 4, 1, 300",
        "SIGNED, 4, 2, 300",
        "SIGNED, 7, 2, 200",
        "SIGNED, 7, 5, 100",
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
