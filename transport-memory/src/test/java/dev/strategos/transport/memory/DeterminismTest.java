package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same seed gives the same trace, byte for byte, on every JDK and whatever ran before. */
class DeterminismTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");

    /** Digests of traces taken once on JDK 17; a change of the simulator that moves them is a change that users see. */
    @ParameterizedTest
    @CsvSource({
        "0, b34a1710bec5c39006303d99c90fe42f",
        "1, 7a0c53316bc8174a1a67a27e9bffba1b",
        "2, 6e9a6d50b281ee3b52e580a668f58613",
        "42, b393b2e3917768382be98316651a47ab",
        "-9223372036854775808, df1e972defb646c3ff2acc3147eafadf"
    })
    void givesTheGoldenTrace(long seed, String digest) throws NoSuchAlgorithmException {
        assertThat(digestOf(traceOf(seed))).isEqualTo(digest);
    }

    @Test
    void repeatsARunInOneProcess() {
        List<String> once =
                LongStream.range(0, 20).mapToObj(DeterminismTest::traceOf).toList();
        List<String> again =
                LongStream.range(0, 20).mapToObj(DeterminismTest::traceOf).toList();
        assertThat(again).isEqualTo(once).doesNotHaveDuplicates();
    }

    /** Three gossips under every fault that there is. */
    private static String traceOf(long seed) {
        StringBuilder trace = new StringBuilder();
        FaultPlan faults = FaultPlan.builder()
                .loss(0.1)
                .duplication(0.1)
                .reordering(0.3)
                .delay(DelayLaw.logNormal(Duration.ofMillis(3), 0.7))
                .partition(Duration.ofMillis(200), List.of(A), List.of(B, C))
                .heal(Duration.ofMillis(300))
                .cut(Duration.ofMillis(350), List.of(C), List.of(A))
                .heal(Duration.ofMillis(400))
                .crash(Duration.ofMillis(450), B)
                .recover(Duration.ofMillis(500), B)
                .pause(Duration.ofMillis(600), C, Duration.ofMillis(50))
                .build();
        try (MemoryNetwork network = MemoryNetwork.builder(Group.of(A, B, C))
                .seed(seed)
                .faults(faults)
                .trace(record -> trace.append(record).append('\n'))
                .build()) {
            network.group().forEach(node -> network.node(node).run(DeterminismTest::gossip));
            network.runFor(Duration.ofSeconds(1));
        }
        return trace.toString();
    }

    private static Wire gossip(Environment env) {
        Wire wire = env.open("gossip");
        wire.onDeliver((from, message) -> {
            if (env.random().nextInt(3) == 0) {
                wire.send(from.id(), message);
            }
        });
        tick(env, wire);
        return wire;
    }

    private static void tick(Environment env, Wire wire) {
        env.schedule(Duration.ofNanos(1 + env.random().nextInt(20_000_000)), () -> {
            for (NodeId other : env.group().others(env.self())) {
                wire.send(other, ByteBuffer.allocate(env.random().nextInt(100)));
            }
            env.storage().put("tick", ByteBuffer.allocate(8));
            env.storage().sync(result -> {});
            tick(env, wire);
        });
    }

    private static String digestOf(String trace) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(trace.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }
}
