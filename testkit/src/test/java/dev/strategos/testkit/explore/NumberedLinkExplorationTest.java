package dev.strategos.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.explore.fixture.NumberedLink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ordered link that acknowledges before it looks for a gap. */
class NumberedLinkExplorationTest {

    private record Ends(NumberedLink sender, NumberedLink receiver) {}

    private static Explorer<Ends> explorer(boolean checksForGaps) {
        return Explorer.<Ends>of(Group.named("a", "b"), scene -> {
                    NumberedLink a = scene.run("a", env -> new NumberedLink(env, NodeId.of("b"), checksForGaps));
                    NumberedLink b = scene.run("b", env -> new NumberedLink(env, NodeId.of("a"), checksForGaps));
                    scene.execute("a", () -> {
                        a.send(1);
                        a.send(2);
                    });
                    return new Ends(a, b);
                })
                .requiring(Property.always("what is acknowledged was delivered, in order", ends -> {
                    List<Integer> delivered = ends.receiver().delivered();
                    return List.of(1, 2).subList(0, delivered.size()).equals(delivered);
                }));
    }

    @Test
    void theShortestWayToLoseAMessageIsFound() {
        Counterexample found =
                explorer(false).timers(1).breadthFirst().explore().requireCounterexample();
        System.out.println(found);
        assertThat(found.schedule().choices()).containsExactly("work a", "deliver a#1→b/2");
    }

    @Test
    void theLinkThatLooksFirstIsSafe() {
        Verdict verdict = explorer(true).timers(1).explore().requireExhausted();
        System.out.println(verdict);
        System.out.println(explorer(true)
                .timers(2)
                .losses(1)
                .unreduced()
                .bounds(Bounds.defaults().withDepth(8))
                .explore());
        System.out.println(explorer(true)
                .timers(2)
                .losses(1)
                .fingerprint((ends, digest) -> digest.add(ends.toString()))
                .explore());
    }
}
