package dev.strategos.examples.army;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.core.Codec;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is played: generals with armies.
 *
 * @param camp the generals
 * @param sizes of their armies, in the order of the generals
 */
record Muster(Camp camp, List<Integer> sizes) {

    /** What counts where nothing was heard, or different things were. */
    static final String UNKNOWN = "unknown";

    private static final int MOST_VALUE_BYTES = 16;

    /**
     * Checks the algorithm and the sizes.
     *
     * @throws IllegalArgumentException if the algorithm is none for that; if there are not as many sizes as generals, or one is negative
     */
    Muster {
        sizes = List.copyOf(sizes);
        if (camp.algorithm() != Algorithm.ORAL && camp.algorithm() != Algorithm.SIGNED) {
            throw new IllegalArgumentException(
                    "algorithm: interactive consistency is by oral or signed messages, but was " + camp.algorithm());
        }
        if (sizes.size() != camp.group().size() || sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("sizes: must be " + camp.group().size()
                    + " numbers of zero or more, one for each general, but were " + sizes);
        }
    }

    GroupConfig<String> config() {
        return GroupConfig.of(camp.group(), Codec.utf8(), UNKNOWN).withMaxValueBytes(MOST_VALUE_BYTES);
    }

    String sizeOf(NodeId general) {
        return Integer.toString(sizes.get(camp.group().rank(general)));
    }

    /** What a traitor says: any army's size, or ten times that. */
    List<String> lies() {
        Set<String> lies = new LinkedHashSet<>();
        for (int size : sizes) {
            lies.add(Integer.toString(size));
            lies.add(Long.toString(10L * Math.max(1, size)));
        }
        return List.copyOf(lies);
    }

    String title() {
        return "interactive consistency by " + camp.algorithm().with(camp.faults()) + " among "
                + camp.group().size() + " generals";
    }
}
