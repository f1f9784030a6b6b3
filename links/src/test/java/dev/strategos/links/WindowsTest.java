package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The two windows against the simplest models of them, on random operations. */
class WindowsTest {

    private static final long FIRST = 0;

    @Test
    void theSendWindowIsAQueueOfMessagesThatStayWhole() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SendWindow window = new SendWindow(128, 1 << 14, false, FIRST);
            ArrayDeque<byte[]> model = new ArrayDeque<>();
            int refusals = 0;
            for (int step = 0; step < 3_000; step++) {
                if (random.nextInt(5) < 3) {
                    byte[] message = new byte[random.nextInt(10) == 0 ? random.nextInt(1 << 12) : random.nextInt(60)];
                    random.nextBytes(message);
                    ByteBuffer room = window.claim(message.length);
                    if (room == null) {
                        refusals++;
                    } else if (random.nextInt(10) == 0) {
                        window.abandon();
                    } else {
                        assertThat(room.remaining()).isEqualTo(message.length);
                        room.put(message);
                        assertThat(window.commit(step, null)).isEqualTo(window.next() - 1);
                        model.add(message);
                    }
                } else if (!model.isEmpty()) {
                    window.acknowledge(window.base());
                    window.slide();
                    model.remove();
                }
                assertThat(window.size()).isEqualTo(model.size());
            }
            long sequence = window.base();
            for (byte[] expected : model) {
                assertThat(bytes(window.message(sequence)))
                        .as("seed %s sequence %s", seed, sequence)
                        .isEqualTo(expected);
                sequence++;
            }
            assertThat(refusals).as("seed %s", seed).isGreaterThan(0);
        }
    }

    @Test
    void theSendWindowHoldsAsManyMessagesAsItSays() {
        SendWindow window = new SendWindow(128, 1 << 14, false, FIRST);
        for (int i = 0; i < 128; i++) {
            assertThat(window.claim(0)).as("message %s", i).isNotNull();
            window.commit(0, null);
        }
        assertThat(window.claim(0)).isNull();
        window.acknowledge(1);
        window.slide();
        assertThat(window.claim(0)).as("the oldest still blocks").isNull();
        window.acknowledge(0);
        window.slide();
        assertThat(window.base()).isEqualTo(2);
        assertThat(window.claim(0)).isNotNull();
    }

    @Test
    void theSendWindowTakesAMessageAsLargeAsItself() {
        SendWindow window = new SendWindow(4, 1 << 10, false, FIRST);
        assertThat(Objects.requireNonNull(window.claim(1 << 10)).remaining()).isEqualTo(1 << 10);
        window.commit(0, null);
        assertThat(window.claim(1)).isNull();
        window.acknowledge(0);
        window.slide();
        assertThat(window.claim(1)).isNotNull();
    }

    @Test
    void whatIsLeftIsHandedBackInOrder() {
        SendWindow window = new SendWindow(8, 1 << 10, false, FIRST);
        List<Outcome> outcomes = new ArrayList<>();
        for (byte i = 0; i < 5; i++) {
            Objects.requireNonNull(window.claim(1)).put(i);
            window.commit(0, outcomes::add);
        }
        window.acknowledge(0);
        window.acknowledge(3);
        window.slide();
        List<Byte> left = new ArrayList<>();
        window.undetermined().forEach(message -> left.add(message.get()));
        window.takeOutcomes().forEach(outcome -> outcome.accept(Outcome.UNDETERMINED));
        assertThat(window.takeOutcomes()).isEmpty();
        assertThat(left).containsExactly((byte) 1, (byte) 2, (byte) 4);
        assertThat(window.undetermined().count()).isEqualTo(3);
        assertThat(outcomes)
                .containsExactly(
                        Outcome.ACKNOWLEDGED,
                        Outcome.ACKNOWLEDGED,
                        Outcome.UNDETERMINED,
                        Outcome.UNDETERMINED,
                        Outcome.UNDETERMINED);
    }

    @Test
    void inOrderNothingIsConfirmedAheadOfAGap() {
        SendWindow window = new SendWindow(8, 1 << 10, true, FIRST);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            window.claim(0);
            window.commit(0, outcome -> outcomes.add(number + " " + outcome));
        }
        window.acknowledge(1);
        window.slide();
        assertThat(outcomes).isEmpty();
        assertThat(window.undetermined().count()).isEqualTo(3);
        window.acknowledge(0);
        window.slide();
        assertThat(outcomes).containsExactly("0 ACKNOWLEDGED", "1 ACKNOWLEDGED");
    }

    @Test
    void theReceiveWindowIsASetWithAWatermark() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ReceiveWindow window = new ReceiveWindow(128, FIRST);
            TreeSet<Long> model = new TreeSet<>();
            for (int step = 0; step < 2_000; step++) {
                long sequence = Math.max(0, window.watermark() + random.nextInt(160) - 20);
                boolean isKnown = model.contains(sequence);
                assertThat(window.isDuplicate(sequence))
                        .as("seed %s sequence %s", seed, sequence)
                        .isEqualTo(isKnown);
                if (!isKnown && window.isWithin(sequence) && random.nextBoolean()) {
                    window.deliver(sequence);
                    model.add(sequence);
                }
                long watermark = 0;
                while (model.contains(watermark)) {
                    watermark++;
                }
                assertThat(window.watermark()).isEqualTo(watermark);
            }
            TreeSet<Long> told = new TreeSet<>(model.headSet(window.watermark()));
            for (int word = 0; word < window.words(); word++) {
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    if ((window.word(word) >>> bit & 1) != 0) {
                        told.add(window.watermark() + (long) word * Long.SIZE + bit);
                    }
                }
            }
            assertThat(told).as("seed %s", seed).isEqualTo(model);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
