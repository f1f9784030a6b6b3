package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.wire.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that does not read: it is bounded, it slows nobody, and when it reads again it gets all that was accepted. */
class BackPressureIT {

    private static final NodeId ALICE = NodeId.of("alice");
    private static final int BODY = 10_000;

    private final NettyTestCluster cluster = new NettyTestCluster(
            Group.named("alice", "bob", "carol"),
            builder -> builder.plainText()
                    .limits(Limits.defaults().withFrameBytes(BODY).withOutboundBytes(500_000)));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aStalledPeerIsBoundedAndSlowsNobody() throws Exception {
        Talker bob = Talker.on(cluster.start("bob"));
        Talker carol = Talker.on(cluster.start("carol"));
        try (RawPeer alice = RawPeer.dial(cluster.netty("bob"))) {
            alice.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
            cluster.await("up", () -> bob.sees("alice") && bob.sees("carol") && carol.sees("bob"));

            // Fill the sockets' buffers and then the bound, over many turns: the kernel takes its time.
            AtomicInteger accepted = new AtomicInteger();
            ByteBuffer message = ByteBuffer.allocate(BODY);
            int[] refusedInARow = {0};
            cluster.await("full for good", () -> {
                boolean took = bob.call(wire -> {
                    boolean any = false;
                    while (wire.offer(ALICE, message)) {
                        accepted.incrementAndGet();
                        any = true;
                    }
                    return any;
                });
                refusedInARow[0] = took ? 0 : refusedInARow[0] + 1;
                return refusedInARow[0] == 20;
            });
            List<String> ready = new CopyOnWriteArrayList<>();
            bob.call(wire -> {
                wire.to(ALICE).whenReady(() -> ready.add("first"));
                wire.to(ALICE).whenReady(() -> ready.add("second"));
                return true;
            });

            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                assertThat(bob.offer("carol", "message " + i)).isTrue();
                sent.add("bob:message " + i);
            }
            cluster.await("carol is served", () -> carol.received.equals(sent));
            assertThat(bob.offer("alice", "x".repeat(BODY))).isFalse();
            assertThat(ready).as("nobody is called while it is full").isEmpty();
            assertThat(bob.<Long>call(wire -> wire.to(ALICE).stats().refused())).isGreaterThan(20);

            assertThat(alice.hearFrame()).hasSize(Frames.announcementBytes("talk"));
            for (int i = 0; i < accepted.get(); i++) {
                assertThat(alice.hearFrame()).hasSize(BODY);
            }
            cluster.await("room again", () -> ready.equals(List.of("first", "second")));
            assertThat(bob.offer("alice", "after")).isTrue();
            assertThat(alice.hearFrame()).hasSize("after".length());
        }
    }

    @Test
    void theEndOfAStalledConnectionIsRoomToo() throws Exception {
        Talker bob = Talker.on(cluster.start("bob"));
        AtomicInteger ready = new AtomicInteger();
        try (RawPeer alice = RawPeer.dial(cluster.netty("bob"))) {
            alice.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
            cluster.await("up", () -> bob.sees("alice"));
            bob.call(wire -> {
                ByteBuffer message = ByteBuffer.allocate(BODY);
                while (wire.offer(ALICE, message)) {
                    assertThat(wire.to(ALICE).stats().sent()).isLessThan(1000);
                }
                wire.to(ALICE).whenReady(ready::incrementAndGet);
                return true;
            });
        }
        cluster.await("called", () -> ready.get() == 1);
        cluster.await("down", () -> bob.up.isEmpty());
        assertThat(bob.offer("alice", "to nobody")).as("dropped, not refused").isTrue();
        assertThat(bob.<Long>call(wire -> wire.to(ALICE).stats().dropped())).isEqualTo(1);
    }

    @Test
    void whoComesBackWithAnotherRefusalWaitsAgain() throws Exception {
        Talker bob = Talker.on(cluster.start("bob"));
        Talker carol = Talker.on(cluster.start("carol"));
        cluster.await("up", () -> bob.sees("carol") && carol.sees("bob"));
        int total = 3000;
        AtomicInteger sent = new AtomicInteger();
        ByteBuffer message = ByteBuffer.allocate(1000);
        Runnable[] more = new Runnable[1];
        bob.call(wire -> {
            var lane = wire.to(NodeId.of("carol"));
            more[0] = () -> {
                while (sent.get() < total) {
                    if (!lane.offer(message)) {
                        lane.whenReady(more[0]);
                        return;
                    }
                    sent.incrementAndGet();
                }
            };
            more[0].run();
            return true;
        });
        cluster.await("all of them", () -> carol.received.size() == total);
        assertThat(bob.<Long>call(wire -> wire.to(NodeId.of("carol")).stats().refused()))
                .as("the bound was met, or this test shows nothing")
                .isPositive();
    }
}
