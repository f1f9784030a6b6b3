package dev.strategos.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.explore.fixture.NumberedLink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ordered link that acknowledges before it looks for a gap, and the one that looks first. */
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
                .requiring(Property.always("messages are delivered in order, none left out", ends -> {
                    List<Integer> delivered = ends.receiver().delivered();
                    return List.of(1, 2).subList(0, delivered.size()).equals(delivered);
                }))
                .requiring(Property.always(
                        "what is acknowledged was delivered",
                        ends -> !ends.sender().hasNothingOpen()
                                || ends.sender().sent() == 0
                                || ends.receiver().delivered().size() == 2));
    }

    @Test
    void theShortestWayToOvertakeIsFound() {
        Counterexample found =
                explorer(false).timers(1).breadthFirst().explore().requireCounterexample();
        assertThat(found.property()).startsWith("messages are delivered in order");
        assertThat(found.schedule().choices()).containsExactly("work a", "deliver a#1→b/2");
        assertThat(found.trace()).anyMatch(record -> record.toString().contains("deliver numbered"));
    }

    /** The four steps to losing message 1 for ever: 2 overtakes 1, and both are acknowledged. */
    @Test
    void aMessageIsAcknowledgedAndNeverDelivered() {
        Schedule schedule = Schedule.parse("""
                # sent 1 and 2
                work a
                deliver a#1→b/2
                deliver a#1→b/1
                deliver b#1→a/1

                deliver b#1→a/2
                """);
        assertThat(explorer(true)
                        .replay(Schedule.parse("work a\ndeliver a#1→b/2"))
                        .property())
                .isEmpty();
        Explorer<Ends> onlyAcknowledgements = Explorer.<Ends>of(Group.named("a", "b"), scene -> {
                    NumberedLink a = scene.run("a", env -> new NumberedLink(env, NodeId.of("b"), false));
                    NumberedLink b = scene.run("b", env -> new NumberedLink(env, NodeId.of("a"), false));
                    scene.execute("a", () -> {
                        a.send(1);
                        a.send(2);
                    });
                    return new Ends(a, b);
                })
                .requiring(Property.atEnd(
                        "all is delivered in the end",
                        ends -> ends.receiver().delivered().size() == 2));
        Counterexample replayed = onlyAcknowledgements.replay(schedule);
        assertThat(replayed.property()).isEqualTo("all is delivered in the end");
        assertThat(replayed.schedule().choices()).isEqualTo(schedule.choices());
        assertThat(onlyAcknowledgements
                        .timers(1)
                        .breadthFirst()
                        .explore()
                        .requireCounterexample()
                        .schedule()
                        .choices())
                .hasSize(schedule.choices().size());
    }

    @Test
    void theLinkThatLooksFirstIsSafe() {
        explorer(true).timers(1).explore().requireExhausted();
        explorer(true)
                .timers(2)
                .losses(1)
                .fingerprint((ends, digest) -> digest.add(ends.toString()))
                .explore()
                .requireExhausted();
    }
}
