package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VoteTreeTest {

    /** The tree that is shown comes to the decision that was made. */
    @Test
    void comesToTheDecision() {
        int disputed = 0;
        for (long seed = 0; seed < 40; seed++) {
            List<Integer> traitors = seed % 2 == 0 ? List.of(0, 6) : List.of(5, 6);
            try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 7, 2)
                    .seed(seed)
                    .traitors(traitors)
                    .pitch()) {
                NodeId commander = camp.general(0);
                camp.begin(1, commander, Camp.ATTACK).end();
                for (NodeId lieutenant : camp.loyalDecisions(commander).keySet()) {
                    Agreement<String> agreement = camp.agreements.get(lieutenant);
                    VoteTree<String> tree = VoteTree.of(agreement, 2, Camp.RETREAT);
                    assertThat(agreement.decision()).contains(tree.outcome());
                    assertThat(tree.relayed())
                            .hasSize(5)
                            .allMatch(path -> path.relayed().size() == 4);
                    assertThat(tree.votes(Camp.RETREAT).values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum())
                            .isEqualTo(6);
                    disputed += tree.votes(Camp.RETREAT).size() > 1 ? 1 : 0;
                }
            }
        }
        assertThat(disputed).isGreaterThan(40);
    }

    @Test
    void silenceIsAVoteForTheDefault() {
        try (Camp camp = Camp.of(Camp.Algorithm.ORAL, 4, 1).puppets(3).pitch()) {
            camp.begin(1, camp.general(0), Camp.ATTACK).end();
            VoteTree<String> tree = VoteTree.of(camp.agreements.get(camp.general(1)), 1, Camp.RETREAT);
            assertThat(tree.votes(Camp.RETREAT)).isEqualTo(Map.of(Camp.ATTACK, 2, Camp.RETREAT, 1));
            assertThat(tree.relayed()).extracting(VoteTree::said).containsExactly(Camp.ATTACK, null);
            assertThat(tree.outcome()).isEqualTo(Camp.ATTACK);
            assertThatThrownBy(() -> VoteTree.of(camp.agreements.get(camp.general(0)), 1, Camp.RETREAT))
                    .hasMessageContaining("must be a lieutenant's");
        }
    }
}
