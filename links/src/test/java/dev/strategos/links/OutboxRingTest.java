package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.SizedCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutboxRingTest {

    @Test
    void isAQueueOfMessagesThatStayWhole() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OutboxRing ring = new OutboxRing();
            ArrayDeque<byte[]> model = new ArrayDeque<>();
            // Some runs keep the ring near its first size, others make it grow.
            int most = 1 << random.nextInt(4, 14);
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(3) > 0 && model.size() < 20) {
                    byte[] message = new byte[random.nextInt(most)];
                    random.nextBytes(message);
                    ring.put(ByteBuffer.wrap(message), message.length, EncodedBytes.CODEC);
                    ring.publish();
                    model.add(message);
                } else {
                    takeSome(ring, model, random, "seed " + seed);
                }
                assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
            }
        }
    }

    private static void takeSome(OutboxRing ring, ArrayDeque<byte[]> model, SplittableRandom random, String run) {
        long end = ring.takeUpTo();
        for (int count = random.nextInt(8); count > 0 && !ring.isTaken(end); count--) {
            assertThat(takeFirst(ring)).as(run).isEqualTo(model.remove());
        }
        ring.free();
    }

    private static byte[] takeFirst(OutboxRing ring) {
        int length = ring.firstLength();
        ByteBuffer message = ByteBuffer.allocate(length);
        ring.takeFirst(length, message);
        return message.array();
    }

    @Test
    void aCodecThatBreaksItsWordLeavesNothingBehind() {
        OutboxRing ring = new OutboxRing();
        SizedCodec<Integer> shorter = new SizedCodec<>() {
            @Override
            public int encodedBytes(Integer message) {
                return 8;
            }

            @Override
            public void encode(Integer message, ByteBuffer room) {
                room.order(ByteOrder.LITTLE_ENDIAN).putInt(message);
            }

            @Override
            public Integer decode(ByteBuffer bytes) {
                return bytes.getInt();
            }
        };
        assertThatThrownBy(() -> ring.put(7, 8, shorter)).hasMessageContaining("4 bytes less than the 8");
        assertThat(ring.isEmpty()).isTrue();
        ring.put(TwoNodes.text("next"), 4, EncodedBytes.CODEC);
        ring.publish();
        ring.takeUpTo();
        assertThat(takeFirst(ring)).asString().isEqualTo("next");
    }
}
