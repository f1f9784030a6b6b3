package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.transport.netty.tls.TlsConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NettyConfigTest {

    private static final NodeId ALICE = NodeId.of("alice");
    private static final NodeId BOB = NodeId.of("bob");

    private static NettyConfigBuilder good() {
        return NettyConfig.builder(ALICE)
                .cluster("shop")
                .group(Group.named("alice", "bob"))
                .listen(new InetSocketAddress("127.0.0.1", 0))
                .plainText();
    }

    @Test
    void hasDefaults() {
        NettyConfig config = good().build();
        assertThat(config.nodeModel()).isEqualTo(NodeModel.crashRecovery());
        assertThat(config.timingModel()).isEqualTo(TimingModel.partiallySynchronous());
        assertThat(config.limits()).isEqualTo(Limits.defaults());
        assertThat(config.reconnect()).isEqualTo(ReconnectPolicy.defaults());
        assertThat(config.storage()).isNull();
        assertThat(config.trace()).isNull();
        assertThat(config.tls()).isNull();
        assertThat(config.addresses().apply(BOB)).isNull();
    }

    @Test
    void asksFixedAddressesFirstAndThenTheBook() {
        InetSocketAddress fixed = new InetSocketAddress("127.0.0.1", 1);
        InetSocketAddress booked = new InetSocketAddress("127.0.0.1", 2);
        NodeId carol = NodeId.of("carol");
        NettyConfig config = good().group(Group.named("alice", "bob", "carol"))
                .peer(BOB, fixed)
                .addresses(peer -> booked)
                .build();
        assertThat(config.addresses().apply(BOB)).isSameAs(fixed);
        assertThat(config.addresses().apply(carol)).isSameAs(booked);
    }

    @Test
    void saysWhatIsMissing() {
        NettyConfigBuilder empty = NettyConfig.builder(ALICE).plainText();
        assertThatThrownBy(empty::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("group: must be said, but was not");
        assertThatThrownBy(empty.group(Group.named("alice", "bob"))::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cluster: must be said, but was not");
        assertThatThrownBy(empty.cluster("shop")::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listen: must be said, but was not");
    }

    @Test
    void neverChoosesPlainTextByItself() {
        NettyConfigBuilder silent = NettyConfig.builder(ALICE)
                .cluster("shop")
                .group(Group.named("alice", "bob"))
                .listen(new InetSocketAddress("127.0.0.1", 0));
        assertThatThrownBy(silent::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("tls or plainText: one must be said");
        TlsConfig tls = TlsConfig.pem(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.crt"));
        assertThat(silent.tls(tls).build().tls()).isSameAs(tls);
        assertThat(silent.plainText().build().tls()).isNull();
    }

    @Test
    void namesFieldValueAndRange() {
        refused(
                () -> good().cluster("Shop").build(),
                "cluster: must have 1 to 64 of a-z, 0-9, '.', '_' and '-', but was 'Shop'");
        refused(
                () -> good().group(Group.named("bob", "carol")).build(),
                "self: must be one of the group [bob, carol], but was 'alice'");
        refused(
                () -> good().peer(ALICE, new InetSocketAddress(1)).build(),
                "peer: must be one of [bob], but was 'alice'");
        refused(
                () -> good().listen(InetSocketAddress.createUnresolved("nowhere", 1))
                        .build(),
                "listen: must be an address of this machine, but 'nowhere' has none");
        refused(
                () -> good().greetingDeadline(Duration.ZERO).build(),
                "greetingDeadline: must be above zero and at most PT1H, but was PT0S");
        refused(
                () -> good().closeDeadline(Duration.ofHours(2)).build(),
                "closeDeadline: must be zero to PT1H, but was PT2H");
        refused(() -> Limits.defaults().withFrameBytes(127), "frameBytes: must be 128 to 16777216, but was 127");
        refused(
                () -> Limits.defaults().withOutboundBytes(1024),
                "outboundBytes: must be 1048582 to 1073741824, but was 1024");
        refused(() -> Limits.defaults().withStrangers(0), "strangers: must be 1 to 65536, but was 0");
        refused(() -> Limits.defaults().withQueuedActions(0), "queuedActions: must be 1 to 2147483647, but was 0");
        refused(
                () -> new ReconnectPolicy(Duration.ofNanos(1), Duration.ofSeconds(1), 2, 0),
                "initial: must be 1 ms to max (PT1S), but was PT0.000000001S");
        refused(
                () -> new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofDays(2), 2, 0),
                "max: must be at most PT24H, but was PT48H");
        refused(
                () -> new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 0.5, 0),
                "multiplier: must be 1 to 1000, but was 0.5");
        refused(
                () -> new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 1),
                "jitter: must be at least 0 and below 1, but was 1.0");
        refused(
                () -> TlsConfig.pem(Path.of("a"), Path.of("b"), Path.of("c")).watchedEvery(Duration.ofMillis(1)),
                "watchedEvery: must be at least 10 ms, but was PT0.001S");
    }

    @Test
    void showsNoPassword() {
        TlsConfig tls =
                TlsConfig.pkcs12(Path.of("a.p12"), "secret".toCharArray(), Path.of("ca.p12"), "secret".toCharArray());
        assertThat(tls.toString()).contains("a.p12", "ca.p12").doesNotContain("secret");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
