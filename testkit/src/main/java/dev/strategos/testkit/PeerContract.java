package dev.strategos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strategos.core.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every transport has to tell of peers that come and go. One part of {@link TransportContract}.
 *
 * <p>Tests for JUnit.
 */
public interface PeerContract extends ClusterUnderTest {

    /** Who listens to peers late learns of those that are up. */
    @Test
    default void tellsLateListenersWhoIsUp() {
        ContractRun.of(this, 2, (cluster, group) -> {
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
        ContractRun.of(this, 2, (cluster, group) -> {
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
}
