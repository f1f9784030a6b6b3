package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.Fault;
import dev.strategos.core.Node;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every node has to do for who runs it: failures, actions from outside, and its end. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface NodeContract extends ClusterUnderTest {

    /** What a program's start throws is what {@code run} throws, and the node goes on. */
    @Test
    default void rethrowsWhatStartThrew() {
        ContractRun.of(this, 2, (cluster, group) -> {
            Node node = cluster.node(group.member(0));
            IllegalStateException thrown = new IllegalStateException("planted");
            assertSame(
                    thrown,
                    assertThrows(
                            IllegalStateException.class,
                            () -> node.run(env -> {
                                throw thrown;
                            })));
            assertEquals("fine", node.run(env -> "fine"));
        });
    }

    /** What a handler throws is reported, and the node goes on. */
    @Test
    default void outlivesAFailingHandler() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            b.onMessage((from, message) -> {
                if (message.remaining() == 4) {
                    throw new IllegalStateException("planted");
                }
            });
            a.awaitUp(b);
            a.send(b, "fail");
            a.send(b, "go on");
            b.awaitReceived("fail", "go on");
            cluster.await(
                    "a fault of the failing program",
                    () -> cluster.faults().stream()
                            .anyMatch(fault -> fault.kind() == Fault.Kind.PROGRAM_FAILED
                                    && group.member(1).equals(fault.who())
                                    && fault.evidence().contains("planted")));
        });
    }

    /** The queue of actions is bounded, and who is refused is told. */
    @Test
    default void boundsTheQueueOfActions() {
        ContractRun.of(this, 2, new TransportLimits(1 << 10, 1 << 14, 100), (cluster, group) -> {
            Node node = cluster.node(group.member(0));
            CountDownLatch hold = new CountDownLatch(1);
            AtomicInteger ran = new AtomicInteger();
            assertTrue(node.execute(() -> {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            int accepted = 0;
            while (node.execute(ran::incrementAndGet)) {
                accepted++;
                assertTrue(accepted <= 101, "the bound is 100");
            }
            assertTrue(accepted >= 99, "the bound is 100, but only " + accepted + " were taken");
            hold.countDown();
            int expected = accepted;
            cluster.await("all actions that were taken", () -> ran.get() == expected);
            assertTrue(node.execute(() -> {}));
        });
    }

    /** A closed node takes nothing more, and says so. */
    @Test
    default void refusesWorkAfterClose() {
        ContractRun.of(this, 2, (cluster, group) -> {
            Node node = cluster.node(group.member(0));
            assertEquals(group.member(0), node.id());
            node.close();
            node.close();
            assertFalse(node.execute(() -> {}));
            assertThrows(IllegalStateException.class, () -> node.run(env -> "never"));
        });
    }

    /** A program is told once that its life ends, when the node takes nothing more. */
    @Test
    default void tellsAtTheEndOfALife() {
        ContractRun.of(this, 2, (cluster, group) -> {
            Node node = cluster.node(group.member(0));
            AtomicInteger told = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            node.run(env -> {
                env.atEndOfLife(() -> {
                    taken.addAndGet(env.execute(() -> {}) ? 1 : 0);
                    told.incrementAndGet();
                });
                env.atEndOfLife(told::incrementAndGet);
                return env;
            });
            assertEquals(0, told.get());
            node.close();
            node.close();
            assertEquals(2, told.get());
            assertEquals(0, taken.get(), "actions taken after the end");
        });
    }
}
