package dev.strategos.testkit.adversary;

import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * All that a traitor may send in place of a message: what an exploration tries, and says that it has tried.
 *
 * @param <M> the protocol's messages
 */
@FunctionalInterface
public interface LieAlphabet<M> {

    /**
     * The lies.
     *
     * @param truth what a loyal node would send
     * @param to to whom
     * @return at least one, the same in each run; the truth may be among them
     */
    List<Lie> lies(M truth, NodeId to);

    /**
     * Each variant that the lens knows, bytes that mean nothing, silence, each variant too late, and each two variants one after the other.
     *
     * @param lens how the protocol speaks; one that draws no variant at random
     * @param late after how long a message is too late
     * @param <M> the protocol's messages
     * @return the alphabet
     */
    static <M> LieAlphabet<M> of(MessageLens<M> lens, Duration late) {
        return (truth, to) -> {
            List<M> variants = lens.variants(truth, to, new SplittableRandom(0));
            List<Lie> lies = new ArrayList<>();
            for (int i = 0; i < variants.size(); i++) {
                Lie lie = Lie.of("variant " + i, lens.encode(variants.get(i)));
                lies.add(lie);
                lies.add(lie.later("variant " + i + " late", late));
                for (int j = 0; j < variants.size(); j++) {
                    if (j != i) {
                        lies.add(Lie.of(
                                "variants " + i + " and " + j,
                                lens.encode(variants.get(i)),
                                lens.encode(variants.get(j))));
                    }
                }
            }
            lies.add(Lie.of("malformed", ByteBuffer.allocate(1)));
            lies.add(Lie.of("nothing"));
            return lies;
        };
    }

    /**
     * This alphabet and more.
     *
     * @param lens how the protocol speaks
     * @param name of what is added, in words
     * @param more messages out of place, such as those of another round; each is one more lie
     * @return the larger alphabet
     */
    default LieAlphabet<M> and(MessageLens<M> lens, String name, BiFunction<M, NodeId, List<M>> more) {
        return (truth, to) -> {
            List<Lie> lies = new ArrayList<>(lies(truth, to));
            List<M> added = more.apply(truth, to);
            for (int i = 0; i < added.size(); i++) {
                lies.add(Lie.of(name + " " + i, lens.encode(added.get(i))));
            }
            return lies;
        };
    }
}
