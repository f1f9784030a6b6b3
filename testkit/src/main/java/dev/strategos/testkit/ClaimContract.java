package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every transport has to do for links that write into its room: claim, commit and abandon. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface ClaimContract extends ClusterUnderTest {

    /** A claim has exactly the room asked for; abandoned, it leaves no trace. */
    @Test
    default void claimsRoomAndSendsItAtCommit() {
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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

    private static ByteBuffer claimed(Wire wire, NodeId to, int bytes) {
        ByteBuffer room = wire.claim(to, bytes);
        assertNotNull(room, "room for " + bytes + " bytes");
        return room;
    }
}
