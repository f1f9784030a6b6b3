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

    /** As an outbox over a batching link uses it: messages are staged, and taken out in runs of records. */
    @Test
    void stagedMessagesComeOutInRunsThatStayWhole() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OutboxRing ring = new OutboxRing();
            OutboxStage stage = new OutboxStage(ring);
            ArrayDeque<byte[]> model = new ArrayDeque<>();
            int longest = 1 << random.nextInt(4, 14);
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(3) > 0 && model.size() < 40) {
                    byte[] message = new byte[random.nextInt(longest)];
                    random.nextBytes(message);
                    stage.put(ByteBuffer.wrap(message), message.length, EncodedBytes.CODEC);
                    model.add(message);
                } else {
                    stage.flush();
                }
                ring.publish();
                takeRuns(ring, model, random.nextInt(3), 1 << random.nextInt(4, 14), "seed " + seed);
            }
            stage.flush();
            ring.publish();
            takeRuns(ring, model, Integer.MAX_VALUE, 1 << 14, "the rest, seed " + seed);
            assertThat(model).as("seed %s", seed).isEmpty();
            assertThat(stage.bytes()).isZero();
        }
    }

    private static void takeRuns(OutboxRing ring, ArrayDeque<byte[]> model, int runs, int most, String run) {
        long end = ring.takeUpTo();
        for (int taken = 0; taken < runs && !ring.isTaken(end); taken++) {
            int bytes = ring.findRun(end, most);
            ByteBuffer records = ByteBuffer.allocate(bytes);
            ring.takeRun(bytes, records);
            records.flip();
            int messages = 0;
            for (; records.hasRemaining(); messages++) {
                byte[] message = new byte[records.getInt()];
                records.get(message);
                assertThat(message).as(run).isEqualTo(model.remove());
            }
            assertThat(messages).as(run).isEqualTo(ring.runMessages());
            assertThat(messages == 1 || bytes <= most).as(run).isTrue();
        }
        ring.free();
    }

    /** Three bytes are left at the end of the ring, too few for a length; then it grows, and they lie in its middle. */
    @Test
    void aGapTooShortForALengthIsSkippedInAWiderRingToo() {
        OutboxRing ring = new OutboxRing();
        int first = (1 << 13) - 3 - Integer.BYTES;
        put(ring, new byte[first]);
        assertThat(takeFirst(ring)).hasSize(first);
        ring.free();
        put(ring, new byte[] {1});
        put(ring, new byte[1 << 13]);
        put(ring, new byte[] {2});
        assertThat(takeFirst(ring)).containsExactly(1);
        assertThat(takeFirst(ring)).hasSize(1 << 13);
        assertThat(takeFirst(ring)).containsExactly(2);
        assertThat(ring.isTaken(ring.takeUpTo())).isTrue();
    }

    private static void put(OutboxRing ring, byte[] message) {
        ring.put(ByteBuffer.wrap(message), message.length, EncodedBytes.CODEC);
        ring.publish();
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
