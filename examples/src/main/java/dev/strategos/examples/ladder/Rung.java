package dev.strategos.examples.ladder;

import dev.strategos.core.Stackable;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import dev.strategos.links.StubbornConfig;
import dev.strategos.links.StubbornLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A rung of the ladder, and how it is stacked on a fair-loss link. */
public enum Rung {
    /** Nothing on top: what is lost is lost. */
    FAIR_LOSS("a fair-loss link promises only that what is repeated gets through") {
        @Override
        Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
            fairLoss.onDeliver((from, message) -> delivered.accept(message));
            return new LinkSending(fairLoss);
        }
    },
    /** Each message again and again, here five times. */
    STUBBORN("a stubborn link promises that what is never stopped is delivered again and again") {
        @Override
        Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
            StubbornLink link = StubbornLink.over(fairLoss, new StubbornConfig(Duration.ofMillis(5), 4096, 1 << 20));
            link.onDeliver((from, message) -> delivered.accept(message));
            return new StubbornSending(fairLoss.environment(), link);
        }
    },
    /** Each message once, in any order. */
    RELIABLE("a reliable link promises no loss and no duplication, while neither end restarts") {
        @Override
        Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
            ReliableLink link = ReliableLink.over(fairLoss, ReliableConfig.defaults());
            link.onDeliver((from, message) -> delivered.accept(message));
            return new LinkSending(link);
        }
    },
    /** Each message once, in order. */
    FIFO("a FIFO link promises no loss, no duplication and order, while neither end restarts") {
        @Override
        Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
            FifoLink link = FifoLink.over(ReliableLink.over(fairLoss, ReliableConfig.defaults()));
            link.onDeliver((from, message) -> delivered.accept(message));
            return new LinkSending(link);
        }
    },
    /** Each message once, in order, whichever end dies. */
    LOGGED("a logged link promises no loss, no duplication and order, whichever end dies") {
        @Override
        Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered) {
            return new LoggedSending(fairLoss, delivered);
        }
    };

    private final String promise;

    Rung(String promise) {
        this.promise = promise;
    }

    /** Stacks the rung. */
    abstract Sending on(Stackable fairLoss, Consumer<ByteBuffer> delivered);

    /** What it promises, in a sentence. */
    String promise() {
        return promise;
    }

    /** Whether a receiver's new life is given all that was delivered to the lives before. */
    boolean remembers() {
        return this == LOGGED;
    }

    /** The name that an option takes. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rung of that name, such as {@code fair-loss}. */
    static Rung of(String option) {
        for (Rung rung : values()) {
            if (rung.option().equalsIgnoreCase(option)) {
                return rung;
            }
        }
        throw new IllegalArgumentException(
                "must be fair-loss, stubborn, reliable, fifo or logged, but was '" + option + "'");
    }

    @Override
    public String toString() {
        return option();
    }
}
