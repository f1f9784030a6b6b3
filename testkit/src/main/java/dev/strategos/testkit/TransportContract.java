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
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.Lane;
import dev.strategos.core.Node;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.Timer;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every transport has to do, as tests: a test class of the transport implements this interface, and JUnit runs them.
 *
 * <pre>{@code
 * class MyTransportContractTest implements TransportContract {
 *     public TestCluster cluster(Group group, TransportLimits limits) {
 *         return new MyTestCluster(group, limits);
 *     }
 * }
 * }</pre>
 *
 * <p>The cluster's network must be whole: nothing is lost, delayed for long, or cut.
 */
public interface TransportContract {

    /**
     * New nodes of the transport under test, none of them started.
     *
     * @param group the nodes
     * @param limits the bounds that they keep
     * @return the cluster, which the test closes
     */
    TestCluster cluster(Group group, TransportLimits limits);

    /** The channel of most tests. */
    String CHANNEL = "contract";

    /** A message arrives as it was sent, and says from whom. */
    @Test
    default void deliversBytesAndTheirSender() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            a.send(b, "first");
            b.awaitReceived("first");
            assertEquals(List.of(a.self()), b.senders());
            b.send(a, "answer");
            a.awaitReceived("answer");
        });
    }

    /** Every node reaches every other. */
    @Test
    default void connectsEveryPair() {
        with(4, (cluster, group) -> {
            List<ContractPeer> peers = group.members().stream()
                    .map(id -> ContractPeer.on(cluster, id, CHANNEL))
                    .toList();
            for (ContractPeer from : peers) {
                for (ContractPeer to : peers) {
                    if (from != to) {
                        from.awaitUp(to);
                        from.send(to, "from " + from.self().id());
                    }
                }
            }
            for (ContractPeer to : peers) {
                cluster.await("three messages", () -> to.received().size() == 3);
                assertEquals(
                        group.others(to.self().id()).stream()
                                .map(id -> "from " + id)
                                .sorted()
                                .toList(),
                        to.received().stream().sorted().toList());
            }
        });
    }

    /** Channels share a connection and nothing else. */
    @Test
    default void keepsChannelsApart() {
        with(2, (cluster, group) -> {
            ContractPeer a1 = ContractPeer.on(cluster, group.member(0), "one");
            ContractPeer a2 = ContractPeer.on(cluster, group.member(0), "two");
            ContractPeer b1 = ContractPeer.on(cluster, group.member(1), "one");
            ContractPeer b2 = ContractPeer.on(cluster, group.member(1), "two");
            a1.awaitUp(b1);
            a2.awaitUp(b2);
            a1.send(b1, "uno");
            a2.send(b2, "dos");
            a1.send(b1, "uno again");
            b1.awaitReceived("uno", "uno again");
            b2.awaitReceived("dos");
        });
    }

    /** What is sent on a channel that the peer has not opened is dropped, and nothing else suffers. */
    @Test
    default void dropsWhatNobodyListensTo() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer lonely = ContractPeer.on(cluster, group.member(0), "lonely");
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            lonely.send(b, "nobody hears this");
            a.send(b, "but this");
            b.awaitReceived("but this");
        });
    }

    /** A message belongs to the sender again as soon as it was offered. */
    @Test
    default void copiesBeforeOfferReturns() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            byte[] bytes = "as it was".getBytes(StandardCharsets.UTF_8);
            ByteBuffer message = ByteBuffer.wrap(bytes);
            a.call(() -> {
                a.wire().send(b.self().id(), message);
                java.util.Arrays.fill(bytes, (byte) 'x');
                return null;
            });
            assertEquals(bytes.length, message.remaining());
            b.awaitReceived("as it was");
        });
    }

    /** What is delivered cannot be changed. */
    @Test
    default void deliversReadOnlyBuffers() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            AtomicReference<Boolean> readOnly = new AtomicReference<>();
            b.onMessage((from, message) -> readOnly.set(message.isReadOnly()));
            a.awaitUp(b);
            a.send(b, "look");
            b.awaitReceived("look");
            assertEquals(true, readOnly.get());
        });
    }

    /** The empty message and the longest both cross; a longer one is refused by name. */
    @Test
    default void takesMessagesOfEveryAllowedLength() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            int most = a.call(() -> a.wire().maxBytes());
            String longest = "x".repeat(most);
            a.send(b, "");
            a.send(b, longest);
            b.awaitReceived("", longest);
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> a.send(b, longest + "x"));
            assertAll(
                    () -> assertTrue(refused.toString().contains(Integer.toString(most)), refused.toString()),
                    () -> assertTrue(refused.toString().contains(Integer.toString(most + 1)), refused.toString()));
            a.send(b, "still works");
            b.awaitReceived("", longest, "still works");
        });
    }

    /** A claim has exactly the room asked for; abandoned, it leaves no trace. */
    @Test
    default void claimsRoomAndSendsItAtCommit() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            NodeId to = b.self().id();
            a.call(() -> {
                Wire wire = a.wire();
                ByteBuffer room = claimed(wire, to, 3);
                assertEquals(3, room.remaining());
                assertThrows(IllegalStateException.class, () -> wire.claim(to, 1), "a second claim");
                room.put((byte) 'n').put((byte) 'o').put((byte) 't');
                wire.abandon();
                assertThrows(IllegalStateException.class, wire::commit, "a commit without a claim");
                assertThrows(IllegalStateException.class, wire::abandon, "an abandon without a claim");
                claimed(wire, to, 3).put((byte) 'y').put((byte) 'e').put((byte) 's');
                wire.commit();
                assertThrows(IllegalArgumentException.class, () -> wire.claim(to, -1));
                assertThrows(IllegalArgumentException.class, () -> wire.claim(to, wire.maxBytes() + 1));
                return null;
            });
            b.awaitReceived("yes");
        });
    }

    /** Each channel has a claim of its own; they may be open together and end in any order. */
    @Test
    default void keepsTheClaimsOfSeveralChannelsApart() {
        List<List<Integer>> orders = List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 0, 2), List.of(1, 2, 0));
        with(2, (cluster, group) -> {
            List<ContractPeer> from = new ArrayList<>();
            List<ContractPeer> to = new ArrayList<>();
            for (String channel : List.of("c0", "c1", "c2")) {
                from.add(ContractPeer.on(cluster, group.member(0), channel));
                to.add(ContractPeer.on(cluster, group.member(1), channel));
            }
            List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            from.get(0).awaitUp(to.get(0));
            for (int abandoned = -1; abandoned < 3; abandoned++) {
                for (List<Integer> order : orders) {
                    int left = abandoned;
                    from.get(0).call(() -> {
                        for (int i = 0; i < 3; i++) {
                            byte[] bytes = message(i, order, left).getBytes(StandardCharsets.UTF_8);
                            claimed(from.get(i).wire(), group.member(1), bytes.length)
                                    .put(bytes);
                        }
                        for (int i : order) {
                            if (i == left) {
                                from.get(i).wire().abandon();
                            } else {
                                from.get(i).wire().commit();
                                expected.get(i).add(message(i, order, left));
                            }
                        }
                        return null;
                    });
                }
            }
            for (int i = 0; i < 3; i++) {
                to.get(i).awaitReceived(expected.get(i).toArray(String[]::new));
            }
        });
    }

    private static String message(int channel, List<Integer> order, int abandoned) {
        return "for " + channel + " in " + order + " without " + abandoned + "!".repeat(7 * channel);
    }

    /** A message goes to another member of the group, or nowhere. */
    @Test
    default void refusesReceiversOutsideTheGroup() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            a.call(() -> {
                ByteBuffer message = ByteBuffer.allocate(1);
                assertThrows(IllegalArgumentException.class, () -> a.wire().offer(NodeId.of("stranger"), message));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> a.wire().offer(a.self().id(), message));
                assertThrows(IllegalArgumentException.class, () -> a.wire().to(NodeId.of("stranger")));
                return null;
            });
        });
    }

    /** What is sent to a node that is not there is dropped, not refused: links above make it good. */
    @Test
    default void dropsWhatCannotReachItsPeer() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            assertTrue(a.<Boolean>call(() -> a.wire().offer(group.member(1), ByteBuffer.allocate(8))));
        });
    }

    /** Who listens to peers late learns of those that are up. */
    @Test
    default void tellsLateListenersWhoIsUp() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            ContractPeer late = ContractPeer.on(cluster, group.member(0), "late");
            late.awaitUp(b);
        });
    }

    /** A peer that closes goes down; its next life comes up with a higher incarnation. */
    @Test
    default void tellsOfDeparturesAndOfNewLives() {
        with(2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            ContractPeer b = ContractPeer.on(cluster, group.member(1), CHANNEL);
            a.awaitUp(b);
            b.awaitUp(a);
            Peer firstLife = b.self();
            cluster.restart(group.member(1));
            ContractPeer reborn = b.reborn();
            a.awaitUp(reborn);
            assertTrue(reborn.self().incarnation().isAfter(firstLife.incarnation()));
            assertEquals(
                    List.of("up " + firstLife, "down " + firstLife, "up " + reborn.self()),
                    a.news().stream()
                            .filter(news -> news.contains(" " + group.member(1) + "#"))
                            .toList());
            a.awaitUp(reborn);
            reborn.awaitUp(a);
            reborn.send(a, "I am back");
            a.awaitReceived("I am back");
            assertEquals(List.of(reborn.self()), a.senders());
        });
    }

    /** When the bound on what is under way is met, offers are refused; when there is room again, the lane says so; nothing is lost. */
    @Test
    default void boundsWhatIsUnderWayAndSaysWhenThereIsRoom() {
        with(2, new TransportLimits(1 << 10, 1 << 14, 100), (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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

    /** Everything but {@code execute} and {@code inLoop} belongs to the loop. */
    @Test
    default void refusesOtherThreads() {
        with(2, (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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
        with(3, (cluster, group) -> {
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

    /** What a program's start throws is what {@code run} throws, and the node goes on. */
    @Test
    default void rethrowsWhatStartThrew() {
        with(2, (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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

    /** Timers fire once, not early, in the order of their deadlines, unless cancelled; and can be armed again. */
    @Test
    default void firesTimersWhenTheyAreDue() {
        with(2, (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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

    /** The queue of actions is bounded, and who is refused is told. */
    @Test
    default void boundsTheQueueOfActions() {
        with(2, new TransportLimits(1 << 10, 1 << 14, 100), (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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
        with(2, (cluster, group) -> {
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

    /** Two nodes do not share a clock's origin or a source of chance. */
    @Test
    default void givesEachNodeItsOwnRandomness() {
        with(2, (cluster, group) -> {
            long one = cluster.node(group.member(0)).run(env -> env.random().nextLong());
            long other = cluster.node(group.member(1)).run(env -> env.random().nextLong());
            assertNotEquals(one, other);
        });
    }

    private static ByteBuffer claimed(Wire wire, NodeId to, int bytes) {
        ByteBuffer room = wire.claim(to, bytes);
        assertNotNull(room, "room for " + bytes + " bytes");
        return room;
    }

    private void with(int nodes, ContractBody body) {
        with(nodes, TransportLimits.wide(), body);
    }

    private void with(int nodes, TransportLimits limits, ContractBody body) {
        Group group = Group.of(java.util.stream.IntStream.range(0, nodes)
                .mapToObj(i -> NodeId.of("n" + i))
                .toList());
        try (TestCluster cluster = cluster(group, limits)) {
            body.test(cluster, group);
        }
    }
}
