package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.Environment;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Timer;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What every host has to give a program: its loop, its timers, its channels and its own chance. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface EnvironmentContract extends ClusterUnderTest {

    /** Everything but {@code execute} and {@code inLoop} belongs to the loop. */
    @Test
    default void refusesOtherThreads() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            Environment env = a.environment();
            Wire wire = a.wire();
            ByteBuffer message = ByteBuffer.allocate(1);
            assertAll(
                    () -> assertFalse(env.inLoop()),
                    () -> assertTrue(a.<Boolean>call(env::inLoop)),
                    () -> assertThrows(IllegalStateException.class, () -> wire.offer(group.member(1), message)),
                    () -> assertThrows(IllegalStateException.class, () -> wire.to(group.member(1))),
                    () -> assertThrows(IllegalStateException.class, () -> wire.onDeliver((from, bytes) -> {})),
                    () -> assertThrows(IllegalStateException.class, () -> wire.onPeer(new PeerListener() {})),
                    () -> assertThrows(IllegalStateException.class, () -> env.open("other")),
                    () -> assertThrows(IllegalStateException.class, () -> env.schedule(Duration.ZERO, () -> {})),
                    () -> assertThrows(IllegalStateException.class, () -> env.atEndOfTurn(() -> {})));
        });
    }

    /** A channel is opened once, under a name that the wire format can carry. */
    @Test
    default void opensEachChannelOnce() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            a.call(() -> {
                assertThrows(IllegalStateException.class, () -> a.environment().open(CHANNEL));
                for (String bad : List.of("", "UPPER", "with space", "ä", "x".repeat(65))) {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> a.environment().open(bad),
                            bad);
                }
                assertEquals("a.b-c_1", a.environment().open("a.b-c_1").channel());
                return null;
            });
        });
    }

    /** The environment says who and where one is. */
    @Test
    default void tellsTheProgramWhereItIs() {
        ContractRun.of(this, 3, (cluster, group) -> {
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            b.call(() -> {
                Environment env = b.environment();
                assertEquals(group.member(1), env.self());
                assertEquals(group, env.group());
                assertSame(env.random(), env.random());
                assertNotNull(env.tracer());
                assertEquals(CHANNEL, b.wire().channel());
                assertSame(env, b.wire().environment());
                assertEquals(env.nodeModel(), b.wire().model().node());
                assertEquals(env.timingModel(), b.wire().model().timing());
                long before = env.clock().nanos();
                assertTrue(env.clock().nanos() - before >= 0);
                return null;
            });
        });
    }

    /** Timers fire once, not early, in the order of their deadlines, unless cancelled; and can be armed again. */
    @Test
    default void firesTimersWhenTheyAreDue() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            Environment env = a.environment();
            List<String> fired = new CopyOnWriteArrayList<>();
            Timer again = a.call(() -> env.schedule(Duration.ZERO, () -> fired.add("again")));
            a.call(() -> {
                long armed = env.clock().nanos();
                env.schedule(Duration.ofMillis(40), () -> fired.add("late"));
                env.schedule(Duration.ofMillis(20), () -> {
                    assertTrue(env.clock().nanos() - armed >= 20_000_000, "not before its time");
                    fired.add("early");
                });
                Timer cancelled = env.schedule(Duration.ofMillis(10), () -> fired.add("cancelled"));
                cancelled.cancel();
                assertFalse(cancelled.isArmed());
                Timer postponed = env.schedule(Duration.ofMillis(1), () -> fired.add("postponed"));
                postponed.rearm(Duration.ofMillis(60));
                assertTrue(postponed.isArmed());
                assertThrows(IllegalArgumentException.class, () -> env.schedule(Duration.ofNanos(-1), () -> {}));
                return null;
            });
            cluster.await("all but the cancelled", () -> fired.contains("postponed"));
            assertEquals(List.of("again", "early", "late", "postponed"), fired);
            a.call(() -> {
                assertFalse(again.isArmed());
                again.rearm(Duration.ZERO);
                return null;
            });
            cluster.await("the timer armed again", () -> fired.size() == 5);
            assertEquals("again", fired.get(4));
        });
    }

    /** The end of the turn comes after the handler that asked for it, once. */
    @Test
    default void runsTheEndOfTheTurnAfterTheHandler() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            List<String> order = new CopyOnWriteArrayList<>();
            a.call(() -> {
                a.environment().atEndOfTurn(() -> order.add("end"));
                order.add("handler");
                return null;
            });
            cluster.await("the end of the turn", () -> order.size() == 2);
            assertEquals(List.of("handler", "end"), order);
        });
    }

    /** Two nodes do not share a clock's origin or a source of chance. */
    @Test
    default void givesEachNodeItsOwnRandomness() {
        ContractRun.of(this, 2, (cluster, group) -> {
            long one = cluster.node(group.member(0)).run(env -> env.random().nextLong());
            long other = cluster.node(group.member(1)).run(env -> env.random().nextLong());
            assertNotEquals(one, other);
        });
    }
}
