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
                    queue.add(event.due, event);
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
            expected.sort(Comparator.comparingLong(event -> event.due));
            assertThat(fired).as("seed %s", seed).isEqualTo(expected);
        }
    }

    /** Times from an instant to centuries apart: every level of the wheel. */
    @Test
    void keepsTheOrderOverAnyDistance() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EventQueue queue = new EventQueue();
            List<Numbered> expected = new ArrayList<>();
            List<Numbered> fired = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 5_000; i++) {
                if (random.nextInt(3) > 0) {
                    long distance = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
                    long time = now + distance < now ? Long.MAX_VALUE : now + distance;
                    Numbered event = new Numbered(time, i);
                    queue.add(time, event);
                    expected.add(event);
                } else if (!queue.isEmpty() && queue.firstTime() < 1L << 62) {
                    now = queue.firstTime();
                    fired.add((Numbered) queue.removeFirst());
                }
            }
            while (!queue.isEmpty()) {
                fired.add((Numbered) queue.removeFirst());
            }
            expected.sort(Comparator.comparingLong(event -> event.due));
            assertThat(fired).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void refusesThePast() {
        EventQueue queue = new EventQueue();
        queue.add(5, new Numbered(5, 0));
        queue.removeFirst();
        assertThatThrownBy(() -> queue.add(4, new Numbered(4, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyQueueHasNoFirst() {
        EventQueue queue = new EventQueue();
        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(queue::removeFirst).isInstanceOf(IllegalStateException.class);
    }

    private static final class Numbered extends Event {

        private final long due;
        private final int number;

        Numbered(long time, int number) {
            this.due = time;
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
            return due + "/" + number;
        }
    }
}
