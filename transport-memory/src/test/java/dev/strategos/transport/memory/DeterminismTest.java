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
        "0, b44aef8ece3773bb689a8490fffc0457",
        "1, 2f997856ead897cf60d8dda90124e2e0",
        "2, d44097ae903e419c5342ba199c74aa02",
        "42, 4b9928bc68e61a76f93792f86a0ae46b",
        "-9223372036854775808, f4ea45b3d1b90e9eeb678cb42e8ea6fc"
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
