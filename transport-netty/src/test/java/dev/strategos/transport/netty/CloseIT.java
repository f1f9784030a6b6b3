package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.tls.DevelopmentCa;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a node lets out what it accepted. */
class CloseIT {

    @TempDir
    Path directory;

    private NettyTestCluster cluster(boolean tls) {
        DevelopmentCa ca = DevelopmentCa.create("test");
        return new NettyTestCluster(
                Group.named("alice", "bob"),
                builder -> (tls ? NettyTestCluster.secured(directory, ca).apply(builder) : builder.plainText())
                        .closeDeadline(Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsOutAllThatWasAccepted(boolean tls) {
        for (int run = 0; run < 10; run++) {
            try (NettyTestCluster cluster = cluster(tls)) {
                Talker alice = Talker.on(cluster.start("alice"));
                Talker bob = Talker.on(cluster.start("bob"));
                cluster.await("up", () -> alice.sees("bob") && bob.sees("alice"));
                AtomicInteger answers = new AtomicInteger();
                bob.call(wire -> {
                    // Bob talks all the while: bytes that alice never reads must not cost bob what she has sent.
                    wire.onDeliver((from, message) -> {
                        bob.received.add("message");
                        if (wire.offer(from.id(), ByteBuffer.allocate(1000))) {
                            answers.incrementAndGet();
                        }
                    });
                    return true;
                });
                int accepted = alice.call(wire -> {
                    int count = 0;
                    while (count < 3000 && wire.offer(NodeId.of("bob"), ByteBuffer.allocate(1000))) {
                        count++;
                    }
                    return count;
                });
                cluster.netty("alice").close();
                cluster.await("all of them", () -> bob.received.size() == accepted);
                cluster.await("down", () -> bob.up.isEmpty());
                assertThat(answers.get()).isPositive();
                assertThat(cluster.faults()).isEmpty();
            }
        }
    }

    @Test
    void letsOutWhatQueuedActionsAndTheEndOfTheirTurnSend() {
        try (NettyTestCluster cluster = cluster(false)) {
            Talker alice = Talker.on(cluster.start("alice"));
            Talker bob = Talker.on(cluster.start("bob"));
            cluster.await("up", () -> alice.sees("bob"));
            NettyNode node = cluster.netty("alice");
            for (int i = 0; i < 10; i++) {
                String message = "message " + i;
                assertThat(node.execute(() -> alice.environment().atEndOfTurn(() -> alice.offerHere("bob", message))))
                        .isTrue();
            }
            node.close();
            cluster.await("all of them", () -> bob.received.size() == 10);
        }
    }

    @Test
    void waitsNoLongerThanItsDeadlineForAPeerThatDoesNotRead() throws Exception {
        try (NettyTestCluster cluster = cluster(false)) {
            NettyNode node = NettyNode.start(cluster.config(NodeId.of("bob"))
                    .closeDeadline(Duration.ofMillis(50))
                    .build());
            cluster.adopt(node);
            Talker bob = Talker.on(node);
            try (RawPeer alice = RawPeer.dial(node)) {
                alice.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
                cluster.await("up", () -> bob.sees("alice"));
                bob.call(wire -> {
                    ByteBuffer message = ByteBuffer.allocate(100_000);
                    while (wire.offer(NodeId.of("alice"), message)) {
                        Thread.onSpinWait();
                    }
                    return true;
                });
                node.close(); // returns, or the test never ends
            }
        }
    }

    @Test
    void freesItsPortAndItsThread() throws Exception {
        NettyTestCluster cluster = cluster(false);
        NettyNode node = cluster.start("alice");
        Thread loop = node.run(environment -> Thread.currentThread());
        int port = node.address().getPort();
        cluster.close();
        loop.join();
        assertThatThrownBy(() -> new Socket(node.address().getAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void theLoopItselfMustNotWait() {
        try (NettyTestCluster cluster = cluster(false)) {
            NettyNode node = cluster.start("alice");
            assertThatThrownBy(() -> node.run(environment -> {
                        node.close();
                        return "never";
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close waits for the loop of node 'alice'");
            assertThatThrownBy(() -> node.run(environment -> node.run(again -> "never")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("run waits for the loop of node 'alice'");
            String answer = node.run(environment -> "fine");
            assertThat(answer).isEqualTo("fine");
        }
    }
}
