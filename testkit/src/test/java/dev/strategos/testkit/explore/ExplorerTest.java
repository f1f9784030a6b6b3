package dev.strategos.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.explore.fixture.Scribe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    private static final Group GROUP = Group.named("a", "b");
    private static final NodeId B = NodeId.of("b");

    /** Two messages under way from a to b. */
    private static Explorer<Scribe> twoMessages() {
        return Explorer.of(GROUP, scene -> {
            Scribe b = scene.run("b", Scribe::new);
            Scribe a = scene.run("a", Scribe::new);
            scene.execute("a", () -> a.send(B, 1).send(B, 2));
            return b;
        });
    }

    private static Set<String> ends(Explorer<Scribe> explorer) {
        Set<String> ends = new TreeSet<>();
        explorer.requiring(Property.atEnd("noted", scribe -> {
                    List<String> lines = scribe.lines();
                    ends.add(lines.subList(1, lines.size()).toString());
                    return true;
                }))
                .explore()
                .requireExhausted();
        return ends;
    }

    @Test
    void triesEachOrder() {
        assertThat(ends(twoMessages())).containsExactly("[a#1 1, a#1 2]", "[a#1 2, a#1 1]");
        assertThat(ends(twoMessages().inOrder())).containsExactly("[a#1 1, a#1 2]");
        assertThat(ends(twoMessages().oneOrder())).containsExactly("[a#1 1, a#1 2]");
    }

    /** A timer that may not fire any more does not stand in the way of the message behind it. */
    @Test
    void oneOrderGoesOnBehindASpentTimer() {
        Explorer<Scribe> explorer = Explorer.of(GROUP, scene -> {
            Scribe b = scene.run("b", Scribe::new);
            Scribe a = scene.run("a", env -> {
                env.schedule(Duration.ZERO, () -> {});
                return new Scribe(env);
            });
            scene.execute("a", () -> a.send(B, 1));
            return b;
        });
        assertThat(ends(explorer.oneOrder().timers(0))).containsExactly("[a#1 1]");
    }

    /** What differs from run to run cannot be exhausted. */
    @Test
    void aScenarioThatRemembersItsRunsIsRefused() {
        int[] runs = new int[1];
        assertThatThrownBy(() -> Explorer.of(GROUP, scene -> {
                            Scribe b = scene.run("b", Scribe::new);
                            runs[0]++;
                            List<String> options = runs[0] == 1 ? List.of("x", "y", "z") : List.of("x");
                            scene.choose("letter", options);
                            return b;
                        })
                        .requiring(Property.always("holds", scribe -> true))
                        .explore())
                .hasMessageContaining("not deterministic")
                .hasMessageContaining("'letter' has 1 options, where before there were 3");
        int[] messages = new int[1];
        assertThatThrownBy(() -> Explorer.of(GROUP, scene -> {
                            Scribe b = scene.run("b", Scribe::new);
                            Scribe a = scene.run("a", Scribe::new);
                            messages[0]++;
                            scene.execute("a", () -> {
                                for (int i = 0; i < (messages[0] == 1 ? 3 : 2); i++) {
                                    a.send(B, i);
                                }
                            });
                            return b;
                        })
                        .requiring(Property.always("holds", scribe -> true))
                        .explore())
                .hasMessageContaining("not deterministic");
    }

    @Test
    void triesEachLossAndRepetition() {
        assertThat(ends(twoMessages().inOrder().losses(1))).containsExactly("[a#1 1, a#1 2]", "[a#1 1]", "[a#1 2]");
        assertThat(ends(twoMessages().inOrder().losses(2))).hasSize(4);
        assertThat(ends(twoMessages().losses(1).duplications(1)))
                .contains("[a#1 1, a#1 1]", "[a#1 2, a#1 1, a#1 2]")
                .doesNotContain("[]", "[a#1 1, a#1 1, a#1 2, a#1 2]");
    }

    @Test
    void whatTheModelRulesOutCannotBeAskedFor() {
        SystemModel reliable =
                new SystemModel(NetworkModel.RELIABLE, NodeModel.crashStop(), TimingModel.asynchronous());
        assertThatThrownBy(() -> twoMessages().model(reliable).losses(1).explore())
                .hasMessageContaining("losses");
        assertThatThrownBy(() -> twoMessages().model(reliable).recoveries(1).explore())
                .hasMessageContaining("recoveries");
        assertThatThrownBy(() -> twoMessages().losses(-1).explore()).hasMessageContaining("losses: must be");
    }

    /** A synchronous system's message is there before a deadline that was made for it; without a bound it may be behind. */
    @Test
    void onlyASynchronousSystemKeepsDeadlines() {
        Duration delta = Duration.ofMillis(10);
        Explorer<Scribe> asynchronous = messageAndDeadline(delta);
        Explorer<Scribe> synchronous = messageAndDeadline(delta)
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.crashStop(),
                        TimingModel.synchronous(delta, 0, Duration.ZERO)));
        assertThat(ends(asynchronous)).containsExactly("[a#1 1, timer]", "[timer, a#1 1]");
        assertThat(ends(synchronous)).containsExactly("[a#1 1, timer]");
    }

    private static Explorer<Scribe> messageAndDeadline(Duration deadline) {
        return Explorer.of(GROUP, scene -> {
            Scribe b = scene.run("b", env -> new Scribe(env).after(deadline, NodeId.of("a"), 0));
            scene.run("a", env -> new Scribe(env).send(B, 1));
            return b;
        });
    }

    @Test
    void aBoundThatEndedItIsNamed() {
        assertThat(twoMessages().bounds(Bounds.defaults().withDepth(2)).explore())
                .isInstanceOfSatisfying(
                        Exploration.BoundReached.class,
                        result -> assertThat(result.bound()).isEqualTo("2 steps"));
        assertThat(twoMessages().bounds(Bounds.defaults().withRuns(1)).explore())
                .isInstanceOfSatisfying(
                        Exploration.BoundReached.class,
                        result -> assertThat(result.bound()).isEqualTo("1 runs"));
        assertThat(twoMessages().bounds(Bounds.defaults().withStates(3)).explore())
                .isInstanceOfSatisfying(
                        Exploration.BoundReached.class,
                        result -> assertThat(result.bound()).isEqualTo("3 states"));
        assertThatThrownBy(() -> twoMessages()
                        .bounds(Bounds.defaults().withDepth(2))
                        .explore()
                        .requireExhausted())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 steps");
        assertThat(twoMessages()
                        .bounds(Bounds.defaults().withDepth(3))
                        .explore()
                        .requireExhausted()
                        .toString())
                .startsWith("exhausted: fair-loss network");
    }

    /** A state met again with more steps to go is explored again: else the depth would hide what lies behind it. */
    @Test
    void aStateMetEarlierInARunIsExploredAgain() {
        Property<Scribe> fewerThanTwo = Property.always(
                "fewer than two arrive", scribe -> scribe.lines().size() < 3);
        Explorer<Scribe> explorer = Explorer.<Scribe>of(GROUP, scene -> {
                    Scribe b = scene.run("b", Scribe::new);
                    Scribe a = scene.run("a", Scribe::new);
                    // The way of the first choice takes a step more to the same state.
                    if (scene.choose("way", List.of("long", "short")) == 0) {
                        scene.execute("a", () -> {});
                    }
                    scene.execute("a", () -> a.send(B, 1).send(B, 2));
                    return b;
                })
                .fingerprint((scribe, digest) -> digest.add(scribe.toString()))
                .bounds(Bounds.defaults().withDepth(3))
                .requiring(fewerThanTwo);
        assertThat(explorer.explore().requireCounterexample().schedule().choices())
                .hasSize(4)
                .startsWith("choose way: short");
    }

    /** Once one of two equal messages is lost, it is as if one had been sent later, but for the loss that is left. */
    @Test
    void aLossThatIsLeftIsPartOfTheState() {
        Explorer<Scribe> explorer = Explorer.<Scribe>of(GROUP, scene -> {
                    Scribe b = scene.run("b", Scribe::new);
                    Scribe a = scene.run("a", Scribe::new);
                    scene.execute("a", () -> {
                        if (scene.choose("what", List.of("two now", "one later")) == 0) {
                            a.send(B, 1).send(B, 1);
                        } else {
                            scene.execute("a", () -> a.send(B, 1));
                        }
                    });
                    return b;
                })
                .losses(1)
                .fingerprint((scribe, digest) -> digest.add(scribe.toString()))
                .requiring(Property.atEnd(
                        "something arrives", scribe -> scribe.lines().size() > 1));
        assertThat(explorer.explore().requireCounterexample().schedule().choices())
                .containsExactly("work a", "choose what: one later", "work a", "lose a#1→b/1");
    }

    @Test
    void aProgramThatFailsIsACounterexample() {
        Counterexample found = Explorer.of(GROUP, scene -> {
                    scene.execute("a", () -> {
                        throw new IllegalStateException("out of luck");
                    });
                    return scene;
                })
                .explore()
                .requireCounterexample();
        assertThat(found.property()).isEqualTo("no program fails");
        assertThat(found.why()).contains("out of luck");
        assertThat(found.toString()).contains("work a");
    }

    @Test
    void whatAnAssertionSaysIsTold() {
        Counterexample found = twoMessages()
                .requiring(Property.ofTrace(
                        "no trace",
                        event -> true,
                        trace -> assertThat(trace).as("events").isEmpty()))
                .explore()
                .requireCounterexample();
        assertThat(found.why()).contains("events");
        assertThatThrownBy(() -> twoMessages()
                        .requiring(Property.always("nothing", scribe -> false))
                        .explore()
                        .requireNoViolation())
                .hasMessageContaining("nothing is violated");
    }

    @Test
    void aScheduleThatDoesNotFitSaysWhatWouldHave() {
        assertThatThrownBy(() -> twoMessages().replay(Schedule.parse("work a\ntimer b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("deliver a#1→b/1");
        Schedule schedule = Schedule.parse("work a\n\n# the second first\n  deliver a#1→b/2");
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
        Counterexample run = twoMessages().replay(schedule);
        assertThat(run.property()).isEmpty();
        assertThat(run.trace()).isNotEmpty();
    }

    @Test
    void repeatsItself() {
        Exploration once =
                twoMessages().losses(1).duplications(1).crashes(1).recoveries(1).explore();
        Exploration again =
                twoMessages().losses(1).duplications(1).crashes(1).recoveries(1).explore();
        assertThat(again.coverage().runs()).isEqualTo(once.coverage().runs());
        assertThat(again.coverage().transitions()).isEqualTo(once.coverage().transitions());
    }

    @Test
    void boundsAreChecked() {
        assertThatThrownBy(() -> Bounds.defaults().withDepth(0)).hasMessageContaining("depth");
        assertThatThrownBy(() -> Bounds.defaults().withTime(Duration.ZERO)).hasMessageContaining("time");
    }
}
