package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.testkit.tls.DevelopmentCa;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that cross, break, break unseen, and come back. */
class ReconnectIT {

    @TempDir
    Path directory;

    private UnaryOperator<NettyConfigBuilder> security(boolean tls) {
        return tls ? NettyTestCluster.secured(directory, DevelopmentCa.create("test")) : NettyConfigBuilder::plainText;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoConnectionsThatCrossOneStays(boolean tls) {
        UnaryOperator<NettyConfigBuilder> security = security(tls);
        for (int run = 0; run < 40; run++) {
            try (NettyTestCluster cluster = new NettyTestCluster(Group.named("alice", "bob", "carol"), security)) {
                // All begin to dial each other while the book fills, each as soon as it can.
                List<Talker> talkers = IntStream.range(0, 3)
                        .mapToObj(i ->
                                cluster.start(List.of("alice", "bob", "carol").get(i)))
                        .map(Talker::on)
                        .toList();
                cluster.await("all see all", () -> talkers.stream().allMatch(talker -> talker.up.size() == 2));
                for (Talker talker : talkers) {
                    for (Peer peer : talker.up) {
                        assertThat(talker.offer(peer.id().name(), "to " + peer.id()))
                                .isTrue();
                    }
                }
                cluster.await("all heard all", () -> talkers.stream().allMatch(talker -> talker.received.size() == 2));
                for (Talker talker : talkers) {
                    assertThat(talker.news).as("nobody came up twice, or went").hasSize(2);
                }
                assertThat(cluster.faults()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comesBackAfterEveryCut(boolean tls) throws Exception {
        try (NettyTestCluster cluster = new NettyTestCluster(Group.named("alice", "bob"), security(tls))) {
            Talker bob = Talker.on(cluster.start("bob"));
            try (Relay relay = new Relay(cluster.netty("bob")::address)) {
                cluster.redirect("bob", relay.address());
                Talker alice = Talker.on(dialling(cluster, "alice"));
                for (int cut = 1; cut <= 20; cut++) {
                    int ups = 2 * cut - 1;
                    cluster.await(
                            "up " + cut,
                            () -> alice.news.size() == ups && bob.news.size() == ups && !alice.up.isEmpty());
                    assertThat(alice.offer("bob", "message " + cut)).isTrue();
                    int messages = cut;
                    cluster.await("delivery " + cut, () -> bob.received.size() == messages);
                    relay.cut();
                }
                cluster.await("up at last", () -> alice.news.size() == 41 && bob.news.size() == 41);
                assertThat(bob.news.stream().distinct())
                        .as("one incarnation all the time")
                        .containsExactly("up " + alice.self(), "down " + alice.self());
            }
        }
    }

    /** Only alice dials, so that all connections go through the relay. */
    private static NettyNode dialling(NettyTestCluster cluster, String name) {
        NettyNode node = NettyNode.start(cluster.config(NodeId.of(name)).build());
        cluster.adopt(node);
        return node;
    }

    @Test
    void comesBackWhileTheOtherEndStillTakesTheOldConnectionToBeAlive() throws Exception {
        try (NettyTestCluster cluster = NettyTestCluster.plain("alice", "bob")) {
            Talker bob = Talker.on(cluster.start("bob"));
            try (Relay relay = new Relay(cluster.netty("bob")::address)) {
                cluster.redirect("bob", relay.address());
                Talker alice = Talker.on(dialling(cluster, "alice"));
                cluster.await("up", () -> alice.sees("bob") && bob.sees("alice"));
                relay.cutUnnoticedByTarget();
                cluster.await("up again at alice", () -> alice.news.size() == 3);
                cluster.await("replaced at bob", () -> bob.news.size() == 3);
                assertThat(alice.offer("bob", "over the new one")).isTrue();
                cluster.await("delivery", () -> bob.received.equals(List.of("alice:over the new one")));
                assertThat(cluster.faults()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestartedPeerComesBackOnItsPortWithAHigherIncarnation(boolean tls) {
        try (NettyTestCluster cluster = new NettyTestCluster(Group.named("alice", "bob"), security(tls))) {
            Talker alice = Talker.on(cluster.start("alice"));
            NettyNode first = cluster.start("bob");
            Peer last = new Peer(first.id(), first.incarnation());
            Peer expected = last;
            cluster.await("up", () -> alice.up.equals(List.of(last)));
            for (int life = 2; life <= 8; life++) {
                cluster.netty("bob").close();
                NettyNode reborn = cluster.start("bob");
                Peer now = new Peer(reborn.id(), reborn.incarnation());
                assertThat(now.incarnation().isAfter(expected.incarnation())).isTrue();
                expected = now;
                cluster.await("up as " + now, () -> alice.up.equals(List.of(now)));
                Talker bob = Talker.on(reborn);
                cluster.await("alice at bob", () -> bob.sees("alice"));
                assertThat(bob.offer("alice", "life " + life)).isTrue();
                String message = "bob:life " + life;
                cluster.await("delivery", () -> alice.received.contains(message));
            }
            assertThat(alice.news).hasSize(15);
            assertThat(cluster.faults()).isEmpty();
        }
    }

    @Test
    void keepsAskingTheBookAndResolvesHostNames() {
        try (NettyTestCluster cluster = NettyTestCluster.plain("alice", "bob")) {
            NettyNode bob = NettyNode.start(
                    cluster.config(NodeId.of("bob")).addresses(peer -> null).build());
            cluster.adopt(bob);
            Talker alice = Talker.on(dialling(cluster, "alice"));
            cluster.redirect(
                    "bob",
                    java.net.InetSocketAddress.createUnresolved(
                            "nowhere.invalid", bob.address().getPort()));
            assertThat(alice.up).isEmpty();
            cluster.redirect(
                    "bob",
                    java.net.InetSocketAddress.createUnresolved(
                            bob.address().getAddress().getHostAddress(),
                            bob.address().getPort()));
            cluster.await("up", () -> alice.sees("bob"));
        }
    }
}
