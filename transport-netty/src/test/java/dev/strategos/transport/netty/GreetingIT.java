package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.Fault.Kind;
import dev.strategos.core.Group;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import dev.strategos.transport.netty.wire.Preamble;
import dev.strategos.transport.netty.wire.RefusalCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, and which of several connections with one peer lives: a hand-made peer against a real node. */
class GreetingIT {

    private final NettyTestCluster cluster = NettyTestCluster.plain("alice", "bob", "carol");
    private final NettyNode bob = cluster.start("bob");
    private final Talker talker = Talker.on(bob);

    @AfterEach
    void close() {
        cluster.close();
    }

    private RawPeer dial() throws IOException {
        return RawPeer.dial(bob);
    }

    private static Peer alice(long incarnation) {
        return new Peer(NodeId.of("alice"), new Incarnation(incarnation));
    }

    private void awaitNews(String... news) {
        cluster.await(List.of(news) + " in " + talker.news, () -> talker.news.equals(List.of(news)));
    }

    private void awaitFault(Kind kind, String evidence) {
        cluster.await(
                kind + " " + evidence,
                () -> cluster.faults().stream()
                        .anyMatch(fault ->
                                fault.kind() == kind && fault.evidence().contains(evidence)));
    }

    private void refuses(Preamble hello, RefusalCode code) throws Exception {
        try (RawPeer peer = dial()) {
            assertThat(peer.say(hello).hear())
                    .isInstanceOfSatisfying(
                            Preamble.Refusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(code));
            peer.hearTheEnd();
        }
    }

    @Test
    void welcomesAndIsUpOnlyThen() throws Exception {
        try (RawPeer peer = dial()) {
            assertThat(talker.news).isEmpty();
            assertThat(peer.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear())
                    .isInstanceOfSatisfying(Preamble.Greeting.class, welcome -> {
                        assertThat(welcome.answer()).isTrue();
                        assertThat(welcome.from()).isEqualTo(bob.id());
                        assertThat(welcome.to()).isEqualTo(NodeId.of("alice"));
                        assertThat(welcome.incarnation()).isEqualTo(bob.incarnation());
                    });
            awaitNews("up alice#5");
            peer.announce(1, 40, "talk").frame(1, "hello");
            cluster.await("delivery", () -> talker.received.equals(List.of("alice:hello")));
        }
        awaitNews("up alice#5", "down alice#5");
        assertThat(cluster.faults()).isEmpty();
    }

    @Test
    void refusesOtherClustersNodesAndVersions() throws Exception {
        Preamble.Greeting good = RawPeer.hello("alice", "bob", 5, 1, 1);
        refuses(
                new Preamble.Greeting(false, "other", good.from(), good.to(), good.incarnation(), 1, 1),
                RefusalCode.OTHER_CLUSTER);
        refuses(RawPeer.hello("alice", "carol", 5, 1, 1), RefusalCode.OTHER_ID);
        refuses(RawPeer.hello("mallory", "bob", 5, 1, 1), RefusalCode.UNKNOWN_NODE);
        refuses(RawPeer.hello("bob", "bob", 5, 1, 1), RefusalCode.UNKNOWN_NODE);
        refuses(RawPeer.welcome("alice", "bob", 5, 1, 1), RefusalCode.MALFORMED);
        assertThat(cluster.faults().stream()
                        .map(fault -> IdentityRefusal.of(fault)
                                .map(IdentityRefusal::toString)
                                .orElse(fault.kind().toString())))
                .containsExactly("OTHER_CLUSTER", "OTHER_ID", "UNKNOWN_NODE", "UNKNOWN_NODE", "PROTOCOL_VIOLATION");
        try (RawPeer peer = dial()) {
            assertThat(peer.write("53545247 0063").hear())
                    .isInstanceOfSatisfying(
                            Preamble.Refusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.OTHER_VERSION));
        }
        assertThat(talker.news).isEmpty();
    }

    @Test
    void refusesIncarnationsThatHavePassed() throws Exception {
        try (RawPeer live = dial()) {
            live.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
            refuses(RawPeer.hello("alice", "bob", 4, 1, 9), RefusalCode.STALE_INCARNATION);
            awaitFault(Kind.STALE_INCARNATION, "incarnation 4, but 5 has been seen");
            assertThat(talker.news).containsExactly("up alice#5");
        }
        awaitNews("up alice#5", "down alice#5");
        refuses(RawPeer.hello("alice", "bob", 4, 1, 10), RefusalCode.STALE_INCARNATION);
    }

    @Test
    void refusesAnotherProcessThatClaimsTheLiveIncarnation() throws Exception {
        try (RawPeer live = dial()) {
            live.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
            refuses(RawPeer.hello("alice", "bob", 5, 2, 9), RefusalCode.STALE_INCARNATION);
            awaitFault(Kind.STALE_INCARNATION, "incarnation 5, but 5 has been seen");
            assertThat(talker.news).containsExactly("up alice#5");
        }
    }

    @Test
    void aReconnectReplacesAConnectionWhoseLossWasNotNoticedHere() throws Exception {
        try (RawPeer old = dial();
                RawPeer now = dial()) {
            old.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear();
            awaitNews("up alice#5");
            now.say(RawPeer.hello("alice", "bob", 5, 1, 2)).hear();
            awaitNews("up alice#5", "down alice#5", "up alice#5");
            old.hearTheEnd();
            now.announce(1, 1, "talk").frame(1, "still me");
            cluster.await("delivery", () -> talker.received.equals(List.of("alice:still me")));
        }
        assertThat(cluster.faults()).isEmpty();
    }

    @Test
    void aConnectionThatWasOvertakenReplacesNothing() throws Exception {
        try (RawPeer live = dial()) {
            live.say(RawPeer.hello("alice", "bob", 5, 1, 7)).hear();
            refuses(RawPeer.hello("alice", "bob", 5, 1, 7), RefusalCode.REDUNDANT);
            refuses(RawPeer.hello("alice", "bob", 5, 1, 6), RefusalCode.REDUNDANT);
            live.announce(1, 1, "talk").frame(1, "here");
            cluster.await("delivery", () -> talker.received.equals(List.of("alice:here")));
            assertThat(talker.news).containsExactly("up alice#5");
        }
        assertThat(cluster.faults()).isEmpty();
    }

    @Test
    void aHigherIncarnationReplacesALowerOne() throws Exception {
        try (RawPeer old = dial();
                RawPeer now = dial()) {
            old.say(RawPeer.hello("alice", "bob", 5, 1, 100)).hear();
            now.say(RawPeer.hello("alice", "bob", 6, 2, 1)).hear();
            awaitNews("up alice#5", "down alice#5", "up alice#6");
            old.hearTheEnd();
        }
        assertThat(talker.up).isSubsetOf(alice(6));
    }

    @Test
    void theLowerIdKeepsToItsOwnHelloAndTheHigherGivesItsOwnUp() throws Exception {
        try (ServerSocket alicesPort = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket carolsPort = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cluster.redirect("alice", (InetSocketAddress) alicesPort.getLocalSocketAddress());
            cluster.redirect("carol", (InetSocketAddress) carolsPort.getLocalSocketAddress());
            try (RawPeer dialledAlice = new RawPeer(alicesPort.accept());
                    RawPeer dialledCarol = new RawPeer(carolsPort.accept())) {
                dialledAlice.hear(); // bob's hellos are under way to both, and not answered
                dialledCarol.hear();
                refuses(RawPeer.hello("carol", "bob", 5, 1, 1), RefusalCode.REDUNDANT);
                dialledCarol.say(RawPeer.welcome("carol", "bob", 5, 1, 2));
                awaitNews("up carol#5");
                try (RawPeer alice = dial()) {
                    assertThat(alice.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear())
                            .isInstanceOf(Preamble.Greeting.class);
                    dialledAlice.hearTheEnd();
                    awaitNews("up carol#5", "up alice#5");
                }
            }
        }
        assertThat(cluster.faults()).isEmpty();
    }

    @Test
    void aHelloOfTheLowerIdThatNobodyAnswersHoldsUpTheHigherOnlyUntilItsDeadline() throws Exception {
        NettyTestCluster hasty = new NettyTestCluster(
                Group.named("alice", "bob"), builder -> builder.plainText().greetingDeadline(Duration.ofMillis(100)));
        try (hasty;
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            hasty.redirect("bob", (InetSocketAddress) silent.getLocalSocketAddress());
            NettyNode aliceNode =
                    NettyNode.start(hasty.config(NodeId.of("alice")).build());
            hasty.adopt(aliceNode);
            hasty.redirect("alice", aliceNode.address());
            Talker alice = Talker.on(aliceNode);
            hasty.await(
                    "alice's hello is not answered",
                    () -> hasty.faults().stream()
                            .anyMatch(fault -> IdentityRefusal.of(fault)
                                    .filter(IdentityRefusal.TIMED_OUT::equals)
                                    .isPresent()));
            NettyNode real = NettyNode.start(hasty.config(NodeId.of("bob"))
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .build());
            try (real) {
                hasty.await("bob comes in from his side", () -> alice.sees("bob"));
            }
        }
    }

    @Test
    void outlivesRandomBytesBehindAGoodGreeting() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int run = 1; run <= 200; run++) {
            byte[] noise = new byte[64 + random.nextInt(3000)];
            random.nextBytes(noise);
            if (run % 2 == 0) {
                // a good length, so that the rest of the frame is looked at
                noise[0] = 0;
                noise[1] = 0;
                noise[2] = 0;
                noise[3] = (byte) random.nextInt(2, 60);
                noise[4] = 0;
                noise[5] = (byte) random.nextInt(2);
            }
            try (RawPeer peer = dial()) {
                peer.say(RawPeer.hello("alice", "bob", 5, 1, run)).hear();
                peer.write(noise).hearTheEnd();
            }
        }
        cluster.await("a fault per run", () -> cluster.faults().size() == 200);
        assertThat(cluster.faults()).extracting(Fault::who).containsOnly(NodeId.of("alice"));
        assertThat(cluster.faults()).extracting(Fault::kind).containsOnly(Kind.OVERSIZE, Kind.PROTOCOL_VIOLATION);
        welcomesLater(201);
    }

    @Test
    void refusesADialledNodeThatIsNotTheOneSoughtOrStale() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            cluster.redirect("carol", (InetSocketAddress) port.getLocalSocketAddress());
            try (RawPeer dialled = new RawPeer(port.accept())) {
                dialled.hear();
                dialled.say(RawPeer.welcome("alice", "bob", 5, 1, 1)).hearTheEnd();
            }
            awaitFault(Kind.IDENTITY_REFUSED, "OTHER_ID: ");
            try (RawPeer dialled = new RawPeer(port.accept())) {
                dialled.hear();
                dialled.say(RawPeer.welcome("carol", "bob", 5, 1, 1));
                awaitNews("up carol#5");
            }
            try (RawPeer dialled = new RawPeer(port.accept())) {
                dialled.hear();
                dialled.say(RawPeer.welcome("carol", "bob", 4, 1, 2)).hearTheEnd();
            }
            awaitFault(Kind.STALE_INCARNATION, "incarnation 4, but 5 has been seen");
            try (RawPeer dialled = new RawPeer(port.accept())) {
                dialled.hear();
                dialled.say(new Preamble.Refusal(RefusalCode.OTHER_CLUSTER, "go away"));
                awaitFault(Kind.IDENTITY_REFUSED, "REFUSED_BY_PEER: ");
                dialled.hearTheEnd();
            }
            awaitNews("up carol#5", "down carol#5");
        }
    }

    @Test
    void outlivesRandomBytesAndReportsThem() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            byte[] noise = new byte[1 + random.nextInt(3000)];
            random.nextBytes(noise);
            if (run % 2 == 0) {
                // the header is good, and the rest of the greeting is not
                byte[] header = {0x53, 0x54, 0x52, 0x47, 0, 1, 1, 0, 0, 0, 0, (byte) random.nextInt(1, 120)};
                noise = Arrays.copyOf(noise, Math.max(noise.length, 200));
                System.arraycopy(header, 0, noise, 0, header.length);
            }
            try (RawPeer peer = dial()) {
                peer.write(noise).hearTheEnd();
            }
        }
        cluster.await(
                "a fault per run",
                () -> cluster.faults().stream()
                                .filter(fault -> fault.kind() == Kind.MALFORMED_MESSAGE)
                                .count()
                        >= runs - 10);
        assertThat(cluster.faults()).hasSize(runs).allMatch(GreetingIT::isMalformed);
        welcomesAfterwards();
    }

    private static boolean isMalformed(Fault fault) {
        return fault.kind() == Kind.MALFORMED_MESSAGE
                || IdentityRefusal.of(fault).isPresent();
    }

    private void welcomesAfterwards() throws Exception {
        try (RawPeer peer = dial()) {
            assertThat(peer.say(RawPeer.hello("alice", "bob", 5, 1, 1)).hear()).isInstanceOf(Preamble.Greeting.class);
        }
    }

    @Test
    void refusesFramesThatNoCorrectNodeSends() throws Exception {
        String[] frames = {
            "7fffffff", // oversize, by its length alone
            "00000001 00", // too short
            "00000003 0001 00", // a channel that was not announced
            "00000003 0000 09", // a control frame that is none
            "0000000f 0000 01 0002 0000000000000001 01 61" // the first announced is not the first
        };
        long stamp = 1;
        for (String frame : frames) {
            try (RawPeer peer = dial()) {
                peer.say(RawPeer.hello("alice", "bob", 5, 1, stamp++)).hear();
                peer.write(frame).hearTheEnd();
            }
        }
        cluster.await("a fault each", () -> cluster.faults().size() == frames.length);
        assertThat(cluster.faults())
                .extracting(Fault::kind)
                .containsExactly(
                        Kind.OVERSIZE,
                        Kind.PROTOCOL_VIOLATION,
                        Kind.PROTOCOL_VIOLATION,
                        Kind.PROTOCOL_VIOLATION,
                        Kind.PROTOCOL_VIOLATION);
        assertThat(cluster.faults()).extracting(Fault::who).containsOnly(NodeId.of("alice"));
        welcomesLater(stamp);
    }

    private void welcomesLater(long stamp) throws Exception {
        try (RawPeer peer = dial()) {
            assertThat(peer.say(RawPeer.hello("alice", "bob", 5, 1, stamp)).hear())
                    .isInstanceOf(Preamble.Greeting.class);
        }
    }

    @Test
    void givesStrangersADeadline() throws Exception {
        NettyConfig hasty = cluster.config(NodeId.of("carol"))
                .greetingDeadline(Duration.ofMillis(20))
                .build();
        try (NettyNode carol = NettyNode.start(hasty);
                RawPeer silent = RawPeer.dial(carol);
                RawPeer slow = RawPeer.dial(carol)) {
            slow.write("53545247");
            silent.hearTheEnd();
            slow.hearTheEnd();
            awaitFault(Kind.IDENTITY_REFUSED, "TIMED_OUT: ");
        }
    }

    @Test
    void boundsStrangers() throws Exception {
        NettyConfig shy = cluster.config(NodeId.of("carol"))
                .limits(Limits.defaults().withStrangers(2))
                .build();
        try (NettyNode carol = NettyNode.start(shy);
                RawPeer first = RawPeer.dial(carol);
                RawPeer second = RawPeer.dial(carol)) {
            for (int i = 0; i < 20; i++) {
                try (RawPeer third = RawPeer.dial(carol)) {
                    third.hearTheEnd();
                }
            }
            awaitFault(Kind.OVERLOAD, "more than 2 connections");
            assertThat(cluster.faults()).as("a flood of strangers is one fault").hasSize(1);
            first.say(RawPeer.hello("alice", "carol", 5, 1, 1)).hear();
            second.write("53"); // one stranger is left, so there is room for one more
            try (RawPeer next = RawPeer.dial(carol)) {
                assertThat(next.say(RawPeer.hello("alice", "carol", 5, 1, 2)).hear())
                        .isInstanceOf(Preamble.Greeting.class);
            }
        }
    }
}
