package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.Lane;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every transport has to do where more is sent than leaves: it refuses, and says when there is room. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface FlowContract extends ClusterUnderTest {

    /** When the bound on what is under way is met, offers are refused; when there is room again, the lane says so; nothing is lost. */
    @Test
    default void boundsWhatIsUnderWayAndSaysWhenThereIsRoom() {
        ContractRun.of(this, 2, new TransportLimits(1 << 10, 1 << 14, 100), (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ready = new AtomicInteger();
            Lane lane = a.call(() -> a.wire().to(b.self().id()));
            a.call(() -> {
                ByteBuffer message = ByteBuffer.allocate(1 << 10);
                while (lane.offer(message)) {
                    assertTrue(accepted.incrementAndGet() < 1000, "16 KiB hold no 1,000 messages of 1 KiB");
                }
                lane.whenReady(() -> {
                    ready.incrementAndGet();
                    assertTrue(lane.offer(message), "room after whenReady");
                });
                return null;
            });
            assertTrue(accepted.get() > 0);
            cluster.await("room again", () -> ready.get() == 1);
            cluster.await("all that was accepted", () -> b.received().size() == accepted.get() + 1);
            assertEquals(1L, a.<Long>call(() -> lane.stats().refused()));
            assertEquals(accepted.get() + 1L, a.<Long>call(() -> lane.stats().sent()));
        });
    }

    /** Who has not been refused is called soon. */
    @Test
    default void isReadyAtOnceWhereThereIsRoom() {
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            AtomicInteger ready = new AtomicInteger();
            a.call(() -> {
                Lane lane = a.wire().to(group.member(1));
                assertSame(lane, a.wire().to(group.member(1)));
                assertEquals(group.member(1), lane.peer());
                lane.whenReady(ready::incrementAndGet);
                lane.whenReady(ready::incrementAndGet);
                return null;
            });
            cluster.await("both actions", () -> ready.get() == 2);
        });
    }
}
