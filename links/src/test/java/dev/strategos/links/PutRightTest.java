package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PutRightTest {

    private long counted;

    /** Not volatile, and not atomic: only the right keeps the threads apart, and lets each see what the one before wrote. */
    @Test
    void oneThreadHasItAtATime() throws InterruptedException {
        PutRight right = new PutRight();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int turn = 0; turn < 50_000; turn++) {
                    right.take();
                    counted++;
                    right.giveBack();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counted).isEqualTo(4 * 50_000);
    }

    @Test
    void whoFindsItTakenIsToldOrWaits() throws InterruptedException {
        PutRight right = new PutRight();
        right.take();
        Thread other = new Thread(() -> {
            assertThat(right.tryTake()).isFalse();
            right.take();
            counted = 1;
            right.giveBack();
        });
        other.start();
        while (other.isAlive() && other.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(counted).isZero();
        right.giveBack();
        other.join();
        assertThat(counted).isEqualTo(1);
    }

    @Test
    void whoHasItAndAsksAgainIsTold() {
        PutRight right = new PutRight();
        right.take();
        assertThatThrownBy(right::take)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a codec must not put messages into the outbox that it encodes for");
        right.giveBack();
        assertThat(right.tryTake()).isTrue();
    }
}
