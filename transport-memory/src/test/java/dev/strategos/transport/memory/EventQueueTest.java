package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    @Test
    void firesInTheOrderOfTimeThenOfAdding() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EventQueue queue = new EventQueue();
            List<Numbered> expected = new ArrayList<>();
            List<Numbered> fired = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 5_000; i++) {
                if (random.nextInt(3) > 0) {
                    Numbered event = new Numbered(now + random.nextInt(20), i);
                    queue.add(event.time, event);
                    expected.add(event);
                } else if (!queue.isEmpty()) {
                    now = queue.firstTime();
                    fired.add((Numbered) queue.removeFirst());
                }
            }
            while (!queue.isEmpty()) {
                fired.add((Numbered) queue.removeFirst());
            }
            // Times never lie before one that was fired, so the whole run is one stable sort.
            expected.sort(Comparator.comparingLong(event -> event.time));
            assertThat(fired).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void anEmptyQueueHasNoFirst() {
        EventQueue queue = new EventQueue();
        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(queue::removeFirst).isInstanceOf(IllegalStateException.class);
    }

    private static final class Numbered extends Event {

        private final long time;
        private final int number;

        Numbered(long time, int number) {
            this.time = time;
            this.number = number;
        }

        @Override
        @Nullable
        MemoryNode node() {
            return null;
        }

        @Override
        public void run() {}

        @Override
        public String toString() {
            return time + "/" + number;
        }
    }
}
