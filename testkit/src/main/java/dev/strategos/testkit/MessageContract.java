package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every transport has to do with messages: they arrive as they were sent, where they were sent to, and nowhere else. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface MessageContract extends ClusterUnderTest {

    /** A message arrives as it was sent, and says from whom. */
    @Test
    default void deliversBytesAndTheirSender() {
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 4, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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

    /** A message goes to another member of the group, or nowhere. */
    @Test
    default void refusesReceiversOutsideTheGroup() {
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
            ContractPeer a = ContractPeer.on(cluster, group.member(0), CHANNEL);
            assertTrue(a.<Boolean>call(() -> a.wire().offer(group.member(1), ByteBuffer.allocate(8))));
        });
    }
}
