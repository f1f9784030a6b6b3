package dev.strategos.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.memory.FaultAction;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwarmTest {

    private static final Group GROUP = Group.named("a", "b", "c", "d", "e");

    private static List<FaultPlan> plans(Swarm swarm) {
        List<FaultPlan> plans = new ArrayList<>();
        for (long seed = 0; seed < 300; seed++) {
            plans.add(swarm.draw(GROUP, new SplittableRandom(seed)));
        }
        return plans;
    }

    private static String described(FaultPlan plan) {
        return plan.loss() + " " + plan.duplication() + " " + plan.reordering() + " " + plan.bytesPerSecond() + " "
                + plan.schedule();
    }

    @ParameterizedTest
    @EnumSource(Swarm.Fault.class)
    void aKindTakesPartInAboutHalfOfAllRuns(Swarm.Fault kind) {
        Swarm swarm = kind == Swarm.Fault.UNCONFIRMED_SYNC ? Swarm.of(kind, Swarm.Fault.CRASH) : Swarm.of(kind);
        long changed = plans(swarm).stream()
                .filter(plan -> kind == Swarm.Fault.UNCONFIRMED_SYNC
                        ? plan.schedule().stream().anyMatch(each -> each.action() instanceof FaultAction.FinishSyncs)
                        : !plan.equals(FaultPlan.builder().delay(plan.delay()).build())
                                || kind == Swarm.Fault.DELAY
                                        && plan.delay()
                                                .bound()
                                                .filter(Duration.ofMillis(1)::equals)
                                                .isEmpty())
                .count();
        assertThat(changed).isBetween(kind == Swarm.Fault.UNCONFIRMED_SYNC ? 40L : 110L, 190L);
    }

    @Test
    void everyRunIsAnotherAndASeedGivesTheSame() {
        List<String> once =
                plans(Swarm.standard()).stream().map(SwarmTest::described).toList();
        assertThat(once)
                .isEqualTo(plans(Swarm.standard()).stream()
                        .map(SwarmTest::described)
                        .toList());
        assertThat(new LinkedHashSet<>(once)).hasSize(300);
    }

    @Test
    void whatAKindDrawsDoesNotDependOnTheOthers() {
        List<FaultPlan> all = plans(Swarm.standard());
        List<FaultPlan> some = plans(Swarm.standard().without(Swarm.Fault.LOSS, Swarm.Fault.CRASH, Swarm.Fault.DELAY));
        for (int i = 0; i < all.size(); i++) {
            assertThat(some.get(i).loss()).isZero();
            assertThat(some.get(i).duplication()).isEqualTo(all.get(i).duplication());
            assertThat(all.get(i).schedule()).containsAll(some.get(i).schedule());
        }
    }

    @Test
    void atMostAMinorityIsDownAtATime() {
        int most = 0;
        for (FaultPlan plan : plans(Swarm.of(Swarm.Fault.CRASH))) {
            List<FaultAction.Scheduled> inOrder = new ArrayList<>(plan.schedule());
            inOrder.sort(Comparator.comparing(FaultAction.Scheduled::at));
            Set<NodeId> down = new LinkedHashSet<>();
            for (FaultAction.Scheduled each : inOrder) {
                if (each.action() instanceof FaultAction.Crash crash) {
                    assertThat(down.add(crash.node())).as("up when it crashes").isTrue();
                } else {
                    down.remove(each.action().nodes().get(0));
                }
                assertThat(down).hasSizeLessThanOrEqualTo(2);
                most = Math.max(most, down.size());
            }
        }
        assertThat(most).isEqualTo(2);
        assertThat(plans(Swarm.of(Swarm.Fault.CRASH).atMostDown(0)))
                .allMatch(plan -> plan.schedule().isEmpty());
    }

    @Test
    void allThatHappensAtAnInstantHappensWithinTheSpan() {
        Duration span = Duration.ofMillis(700);
        assertThat(plans(Swarm.standard().over(span)))
                .allMatch(plan ->
                        plan.schedule().stream().allMatch(each -> each.at().compareTo(span) <= 0));
    }

    @Test
    void keepsToTheUsualModel() {
        for (FaultPlan plan : plans(Swarm.standard())) {
            MemoryNetwork.builder(GROUP).faults(plan).build().close();
        }
        assertThat(Swarm.standard().draw(Group.named("alone"), new SplittableRandom(1)))
                .isNotNull();
    }

    @Test
    void wrongValuesAreNamed() {
        assertThatThrownBy(() -> Swarm.standard().over(Duration.ZERO))
                .hasMessage("time: must be PT0.001S to PT876000H, but was PT0S");
        assertThatThrownBy(() -> Swarm.standard().over(Duration.ofDays(40_000)))
                .hasMessageContaining("but was PT960000H");
        assertThatThrownBy(() -> Swarm.standard().atMostDown(-1)).hasMessageContaining("nodes: must be zero or more");
    }
}
