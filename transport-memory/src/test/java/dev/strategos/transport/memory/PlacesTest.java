package dev.strategos.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final EventQueue queue = new EventQueue();

    @Test
    void aPlaceIsGivenBackWhenItsEventFires() {
        List<Integer> places = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            Plain event = new Plain();
            queue.add(round, event);
            places.add(event.place);
            assertThat(queue.removeFirst()).isSameAs(event);
            assertThat(event.place).isEqualTo(Event.NOWHERE);
        }
        assertThat(places).containsOnly(0);
    }

    @Test
    void anEventThatComesAgainKeepsItsPlaceUntilItIsForgotten() {
        Plain again = new Plain() {
            @Override
            boolean keepsPlace() {
                return true;
            }
        };
        queue.add(1, again);
        queue.removeFirst();
        Plain other = new Plain();
        queue.add(2, other);
        assertThat(other.place).isNotEqualTo(again.place).isNotEqualTo(Event.NOWHERE);
        queue.add(3, again);
        assertThat(queue.removeFirst()).isSameAs(other);
        assertThat(queue.removeFirst()).isSameAs(again);
        int kept = again.place;
        queue.forget(again);
        assertThat(again.place).isEqualTo(Event.NOWHERE);
        Plain next = new Plain();
        queue.add(4, next);
        assertThat(next.place).isEqualTo(kept);
    }

    /** A crowd of events, more than there was room for at first, in places of their own. */
    @Test
    void everyEventHasAPlaceOfItsOwn() {
        List<Plain> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add(new Plain());
            queue.add(7L * i % 5_000_000, crowd.get(i));
        }
        assertThat(crowd).extracting(event -> event.place).doesNotHaveDuplicates();
        List<Event> fired = new ArrayList<>();
        while (!queue.isEmpty()) {
            fired.add(queue.removeFirst());
        }
        assertThat(fired).containsExactlyElementsOf(crowd);
    }

    private static class Plain extends Event {

        @Override
        @Nullable
        MemoryNode node() {
            return null;
        }

        @Override
        public void run() {}
    }
}
