package dev.strategos.benchmarks.byzantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside its goal.
 *
 * @param name what is measured
 * @param figure how much it is
 * @param most how much it may be, or has to be where more is better; null for a figure without a goal
 * @param moreIsBetter whether the goal is a least
 * @param unit of both
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Goal(String name, double figure, @Nullable Double most, boolean moreIsBetter, String unit) {

    boolean isMet() {
        return most == null || (moreIsBetter ? figure >= most : figure <= most);
    }
}
