package dev.strategos.byzantine.randomized;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the generals have said in one step of one round: the first of each. */
final class Poll {

    private final Map<Integer, Values> votes = new LinkedHashMap<>();

    /** Takes a general's vote; false if it has voted before. */
    boolean hear(int general, Values values) {
        return votes.putIfAbsent(general, values) == null;
    }

    int votesFor(Values values) {
        return (int) votes.values().stream().filter(values::equals).count();
    }

    /**
     * What so many generals say whose word can be believed: one value if they all do, both if they do not; null while there are too few.
     *
     * @param credible whose votes count
     */
    @Nullable
    Values outcome(int needed, Predicate<Values> credible) {
        Map<Values, Integer> counts = new EnumMap<>(Values.class);
        int all = 0;
        for (Values values : Values.values()) {
            int count = credible.test(values) ? votesFor(values) : 0;
            counts.put(values, count);
            all += count;
        }
        if (all < needed) {
            return null;
        }
        if (counts.getOrDefault(Values.FALSE, 0) >= needed) {
            return Values.FALSE;
        }
        return counts.getOrDefault(Values.TRUE, 0) >= needed ? Values.TRUE : Values.BOTH;
    }
}
