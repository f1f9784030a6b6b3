package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import dev.strategos.core.SizedCodec;
import dev.strategos.core.WindowFullException;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    /** The common pool may have one thread only, which a blocked codec would keep. */
    private static final Executor EACH_ITS_THREAD = task -> new Thread(task, "test").start();

    private static final ReliableConfig SMALL =
            ReliableConfig.builder().window(4).windowBytes(1 << 10).build();

    private final List<String> received = new CopyOnWriteArrayList<>();

    private static MessageLink<String> link(Environment env) {
        return MessageLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)), Codec.utf8());
    }

    private MessageLink<String> receiver(Environment env) {
        MessageLink<String> link = link(env);
        link.onDeliver((from, message) -> received.add(message));
        return link;
    }

    @Test
    void boundsWhatWaitsPerPeerAndTellsTheCaller() {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> link(env).outbox(new OutboxConfig(2 * (4 + 5))));
        assertThat(outbox.offer(B, "12345")).isTrue();
        assertThat(outbox.offer(B, "67890")).isTrue();
        assertThat(outbox.offer(B, "!")).as("beyond the bound").isFalse();
        assertThat(outbox.sendAcknowledged(B, "!").toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(WindowFullException.class);
        nodes.b().run(this::receiver);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("12345", "67890");
        assertThat(outbox.offer(B, "x".repeat(100)))
                .as("an empty queue takes what the link takes")
                .isTrue();
    }

    @Test
    void completesWhenThePeerAcknowledged() {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> link(env).outbox(OutboxConfig.defaults()));
        nodes.b().run(this::receiver);
        CompletableFuture<Void> acknowledged =
                outbox.sendAcknowledged(B, "hello").toCompletableFuture();
        assertThat(acknowledged).isNotDone();
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(acknowledged).isCompleted();
        assertThat(received).containsExactly("hello");
        nodes.network.crash(B);
        CompletableFuture<Void> open =
                outbox.sendAcknowledged(B, "are you there?").toCompletableFuture();
        nodes.network.recover(B);
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(open)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(UndeterminedException.class)
                .withMessageContaining("delivered once or not at all");
    }

    @Test
    void keepsTheOrderOfEachThreadAcrossARealLoop() throws InterruptedException {
        try (MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                .realTime()
                .faults(FaultPlan.builder()
                        .loss(0.1)
                        .delay(dev.strategos.transport.memory.DelayLaw.constant(Duration.ofNanos(100_000)))
                        .build())
                .build()) {
            Outbox<String> outbox = network.node(A).run(env -> link(env).outbox(new OutboxConfig(64)));
            CountDownLatch all = new CountDownLatch(3 * 200);
            network.node(B).run(env -> {
                MessageLink<String> link = link(env);
                link.onDeliver((from, message) -> {
                    received.add(message);
                    all.countDown();
                });
                return link;
            });
            List<Thread> threads = new ArrayList<>();
            for (String name : List.of("x", "y", "z")) {
                Thread thread = new Thread(
                        () -> IntStream.range(0, 200).forEach(i -> outbox.send(B, name + i, Duration.ofSeconds(60))));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        }
        for (String name : List.of("x", "y", "z")) {
            assertThat(received.stream()
                            .filter(message -> message.startsWith(name))
                            .toList())
                    .isEqualTo(IntStream.range(0, 200).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void givesUpWaitingAtTheDeadline() {
        try (MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).realTime().build()) {
            // Nobody runs at b: a's window fills, then its outbox.
            Outbox<String> outbox = network.node(A).run(env -> link(env).outbox(new OutboxConfig(10)));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            outbox.send(B, "0123456789", Duration.ofMillis(50));
                        }
                    })
                    .isInstanceOf(SendTimeoutException.class)
                    .hasMessage("no room to send to 'b' within PT0.05S; nothing was sent");
        }
    }

    @Test
    void aDrainThatFailsIsTriedAgainWithTheNextMessage() {
        MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).reportingProgramFailures().build();
        List<FifoLink> links = new ArrayList<>();
        Outbox<String> outbox = network.node(A).run(env -> {
            links.add(FifoLink.over(TwoNodes.reliable(env, SMALL)));
            return MessageLink.over(links.get(0), Codec.utf8()).outbox(new OutboxConfig(100));
        });
        network.node(B).run(this::receiver);
        network.node(A).execute(() -> links.get(0).claim(B, 1));
        assertThat(outbox.offer(B, "first")).isTrue();
        network.runFor(Duration.ofSeconds(1));
        assertThat(received)
                .as("a claim that the program left open is in the way")
                .isEmpty();
        network.node(A).execute(() -> links.get(0).abandon());
        assertThat(outbox.offer(B, "second")).isTrue();
        network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("first", "second");
    }

    @Test
    void aDrainThatFailsWithAFullOutboxIsTriedAgainWithTheNextOffer() {
        MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).reportingProgramFailures().build();
        List<FifoLink> links = new ArrayList<>();
        Outbox<String> outbox = network.node(A).run(env -> {
            links.add(FifoLink.over(TwoNodes.reliable(env, SMALL)));
            return MessageLink.over(links.get(0), Codec.utf8()).outbox(new OutboxConfig(10));
        });
        network.node(B).run(this::receiver);
        network.node(A).execute(() -> links.get(0).claim(B, 1));
        assertThat(outbox.offer(B, "first")).isTrue();
        network.runFor(Duration.ofSeconds(1));
        network.node(A).execute(() -> links.get(0).abandon());
        assertThat(outbox.offer(B, "second")).as("no room yet").isFalse();
        network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("first");
        assertThat(outbox.offer(B, "second")).isTrue();
        network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("first", "second");
    }

    @Test
    void whoWaitsFindsRoomOnceTheLoopTakesActionsAgain() throws Exception {
        try (MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP)
                .realTime()
                .maxQueuedActions(1)
                .build()) {
            Outbox<String> outbox = network.node(A).run(env -> link(env).outbox(OutboxConfig.defaults()));
            network.node(B).run(this::receiver);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            network.node(A).execute(() -> {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            held.await();
            // Fills what the loop queues; then the outbox cannot start its drain.
            while (network.node(A).execute(() -> {})) {
                Thread.onSpinWait();
            }
            CompletableFuture<Void> sent = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                outbox.send(B, "late", Duration.ofHours(1));
                sent.complete(null);
            });
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            release.countDown();
            assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void waitsForAsLongAsItIsTold() {
        try (MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).realTime().build()) {
            Outbox<String> outbox = network.node(A).run(env -> link(env).outbox(new OutboxConfig(10)));
            assertThatThrownBy(() -> outbox.send(B, "x", Duration.ofSeconds(-1)))
                    .hasMessage("atMost: must be zero or more, but was PT-1S");
            // Nobody runs at b yet: a's window fills, then its outbox, and then the sender waits.
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            outbox.send(B, "0123456789", Duration.ofSeconds(Long.MAX_VALUE));
                        }
                    },
                    EACH_ITS_THREAD);
            network.node(B).run(this::receiver);
            assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void aSlowCodecKeepsTheLoopFromNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        SizedCodec<byte[]> slow = new SizedCodec<>() {
            @Override
            public int encodedBytes(byte[] message) {
                return message.length;
            }

            @Override
            public void encode(byte[] message, ByteBuffer to) {
                if (message[0] == 'w') {
                    stuck.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                to.put(message);
            }

            @Override
            public byte[] decode(ByteBuffer bytes) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                return copy;
            }
        };
        try (MemoryNetwork network =
                MemoryNetwork.builder(TwoNodes.GROUP).realTime().build()) {
            Outbox<byte[]> outbox = network.node(A)
                    .run(env -> MessageLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)), slow)
                            .outbox(new OutboxConfig(14)));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            outbox.send(B, "0123456789".getBytes(StandardCharsets.US_ASCII), Duration.ofMillis(50));
                        }
                    })
                    .isInstanceOf(SendTimeoutException.class);
            Thread waiter = new Thread(
                    () -> outbox.send(B, "w123456789".getBytes(StandardCharsets.US_ASCII), Duration.ofHours(1)));
            waiter.start();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            network.node(B).run(env -> {
                MessageLink<byte[]> link = MessageLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)), slow);
                link.onDeliver((from, message) -> {});
                return link;
            });
            assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();
            boolean ran = true;
            try {
                for (int turn = 0; turn < 100; turn++) {
                    CompletableFuture<Void> alive = new CompletableFuture<>();
                    network.node(A).execute(() -> alive.complete(null));
                    alive.get(2, TimeUnit.SECONDS);
                }
            } catch (TimeoutException e) {
                ran = false;
            }
            release.countDown();
            assertThat(ran).as("the loop goes on while a codec blocks").isTrue();
        }
    }

    @Test
    void aNodeEndsWhileACodecBlocks() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Codec<String> text = Codec.utf8();
        SizedCodec<String> slow = new SizedCodec<>() {
            @Override
            public int encodedBytes(String message) {
                return message.length();
            }

            @Override
            public void encode(String message, ByteBuffer to) {
                stuck.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                to.put(text.encode(message));
            }

            @Override
            public String decode(ByteBuffer bytes) throws MalformedMessageException {
                return text.decode(bytes);
            }
        };
        MemoryNetwork network = MemoryNetwork.builder(TwoNodes.GROUP).realTime().build();
        Outbox<String> outbox = network.node(A)
                .run(env -> MessageLink.over(FifoLink.over(TwoNodes.reliable(env, SMALL)), slow)
                        .outbox(OutboxConfig.defaults()));
        CompletableFuture<Void> told = CompletableFuture.supplyAsync(
                        () -> outbox.sendAcknowledged(B, "x"), EACH_ITS_THREAD)
                .thenCompose(stage -> stage);
        assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(network::close, EACH_ITS_THREAD);
        boolean ended = true;
        try {
            closed.get(3, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            ended = false;
        }
        release.countDown();
        assertThat(ended).as("the node ends").isTrue();
        assertThat(told)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(NodeEndedException.class);
    }

    @Test
    void neverLetsTheLoopWait() {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> link(env).outbox(new OutboxConfig(10)));
        nodes.atA(() -> {
            outbox.send(B, "0123456789", Duration.ofSeconds(1));
            assertThatThrownBy(() -> outbox.send(B, "x", Duration.ofSeconds(1)))
                    .hasMessageContaining("the loop must not wait");
        });
    }

    @Test
    void aClosedNodeTakesNothingAndLeavesNobodyWaiting() throws Exception {
        takesNothingAndLeavesNobodyWaitingAfter(nodes -> nodes.a().close());
    }

    @Test
    void aCrashedNodeTakesNothingAndLeavesNobodyWaiting() throws Exception {
        takesNothingAndLeavesNobodyWaitingAfter(nodes -> nodes.network.crash(A));
    }

    private static void takesNothingAndLeavesNobodyWaitingAfter(Consumer<TwoNodes> end) throws Exception {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> link(env).outbox(new OutboxConfig(60)));
        // Four are in the link's window, and wait for b; the others wait for room there.
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(outbox.sendAcknowledged(B, "0123456789").toCompletableFuture());
            nodes.network.runFor(Duration.ofMillis(10));
        }
        assertThat(open).noneMatch(CompletableFuture::isDone);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread waiting = new Thread(() -> {
            while (thrown.isEmpty()) {
                try {
                    outbox.send(B, "0123456789", Duration.ofHours(1));
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        end.accept(nodes);
        waiting.join();
        assertThat(thrown)
                .singleElement()
                .isInstanceOf(NodeEndedException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("node 'a' has ended; nothing was sent to 'b'");
        assertThat(open)
                .allSatisfy(future -> assertThat(future)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(NodeEndedException.class)
                        .withMessageContaining("ended before 'b' acknowledged"));
        assertThat(outbox.offer(B, "x")).isFalse();
        assertThatThrownBy(() -> outbox.send(B, "x", Duration.ofHours(1))).isInstanceOf(NodeEndedException.class);
        assertThat(outbox.sendAcknowledged(B, "x").toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(NodeEndedException.class);
    }

    @Test
    void refusesWhatCannotBeSent() {
        TwoNodes nodes = new TwoNodes();
        Outbox<String> outbox = nodes.a().run(env -> link(env).outbox(OutboxConfig.defaults()));
        assertThatThrownBy(() -> outbox.offer(NodeId.of("x"), "m")).hasMessage("to: must be one of [b], but was 'x'");
        assertThatThrownBy(() -> outbox.offer(A, "m")).hasMessage("to: must be one of [b], but was 'a'");
        assertThatThrownBy(() -> outbox.offer(B, "x".repeat(300)))
                .hasMessage("message: must be at most 244 bytes when encoded, but has 300");
        assertThatThrownBy(() -> new OutboxConfig(0)).hasMessageContaining("maxBytesPerPeer");
        Outbox<String> lossy = nodes.a()
                .run(env -> MessageLink.over(FairLossLink.over(env.open("lossy")), Codec.utf8())
                        .outbox(OutboxConfig.defaults()));
        assertThatThrownBy(() -> lossy.sendAcknowledged(B, "m")).hasMessageContaining("does not acknowledge");
        nodes.a().close();
        assertThat(outbox.offer(B, "too late")).isFalse();
    }

    @Test
    void bytesThatDoNotDecodeAreAFault() {
        TwoNodes nodes = new TwoNodes();
        nodes.a().run(this::receiver);
        FifoLink liar = nodes.b().run(env -> FifoLink.over(TwoNodes.reliable(env, SMALL)));
        nodes.b().execute(() -> {
            liar.send(A, ByteBuffer.wrap(new byte[] {(byte) 0xFF}));
            liar.send(A, TwoNodes.text("still here"));
        });
        nodes.network.runFor(Duration.ofSeconds(1));
        assertThat(received).containsExactly("still here");
        assertThat(nodes.faults)
                .containsExactly(new Fault(B, Fault.Kind.MALFORMED_MESSAGE, "channel 'test': not well-formed UTF-8"));
    }
}
