package dev.strategos.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.testkit.explore.fixture.Paxos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One instance of Paxos among three nodes, two of which propose. */
class PaxosExplorationTest {

    private static final Group GROUP = Group.named("a", "b", "c");

    private static Explorer<List<Paxos>> explorer(boolean heedsPromises) {
        return Explorer.<List<Paxos>>of(GROUP, scene -> {
                    List<Paxos> nodes = new ArrayList<>();
                    GROUP.forEach(node -> nodes.add(scene.run(node.name(), env -> new Paxos(env, heedsPromises))));
                    scene.execute("a", () -> nodes.get(0).propose(1, 7));
                    scene.execute("c", () -> nodes.get(2).propose(2, 8));
                    return nodes;
                })
                .fingerprint((nodes, digest) -> digest.addAll(nodes))
                .requiring(Property.always(
                        "one value is chosen",
                        nodes -> nodes.stream()
                                        .flatMap(node -> node.chosen().stream())
                                        .distinct()
                                        .count()
                                < 2));
    }

    /** Ten steps and no fewer: one proposer's ballot is through, and the other's with another value. */
    @Test
    void aProposerThatIgnoresWhatWasAcceptedIsFoundOut() {
        Explorer<List<Paxos>> explorer = explorer(false).breadthFirst();
        Counterexample found = explorer.explore().requireCounterexample();
        assertThat(found.schedule().choices()).hasSize(10);
        assertThat(explorer.replay(found.schedule())).isEqualTo(found);
    }

    @Test
    void paxosIsNotAccused() {
        Coverage seen = explorer(true).explore().requireExhausted().coverage();
        assertThat(seen.states()).isGreaterThan(5_000);
        assertThat(seen.deepest()).isEqualTo(18);
    }
}
