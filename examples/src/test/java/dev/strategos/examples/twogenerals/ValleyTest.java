package dev.strategos.examples.twogenerals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValleyTest {

    /** Whoever sends the last link attacks; whoever misses it does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aChainWithoutItsLastLinkIsADefeat(int length) {
        assertThat(Valley.playChainWithoutItsLast(length))
                .isEqualTo(length % 2 == 1 ? Outcome.ONLY_FIRST : Outcome.ONLY_SECOND);
    }

    @Test
    void theBoldNeverStayAndTheCautiousNeverGoAlone() {
        assertThat(outcomes(Rule.BOLD)).containsExactlyInAnyOrder(Outcome.BOTH, Outcome.ONLY_FIRST);
        assertThat(outcomes(Rule.CAUTIOUS))
                .containsExactlyInAnyOrder(Outcome.BOTH, Outcome.NEITHER, Outcome.ONLY_SECOND);
    }

    private static Set<Outcome> outcomes(Rule rule) {
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        LongStream.range(0, 200).forEach(seed -> seen.add(Valley.play(rule, 0.5, 2, seed)));
        return seen;
    }

    /** Within four standard errors of the closed form. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 3", "0.3, 2", "0.9, 4"})
    void nightsFailAsOftenAsTheyShould(double loss, int messengers) {
        int runs = 4_000;
        for (Rule rule : Rule.values()) {
            double expected = StrictMath.pow(10, rule.log10OfFailure(loss, messengers));
            double error = StrictMath.sqrt(expected * (1 - expected) / runs);
            Tally tally = Tally.of(rule, new Night(loss, messengers, runs, 42), () -> {});
            assertThat(tally.failures()).as("%s", rule).isCloseTo(expected, within(4 * error));
        }
    }

    /** The double 1−P^K is 1 from K = 17 on; its complement is not 0 for any K. */
    @Test
    void certaintyIsNeverReached() {
        assertThat(1 - StrictMath.pow(0.1, 17)).isEqualTo(1.0);
        for (int messengers = 1; messengers <= 1_000; messengers++) {
            for (Rule rule : Rule.values()) {
                assertThat(rule.log10OfFailure(0.1, messengers)).isLessThan(0).isFinite();
            }
        }
        assertThat(Figures.probability(Rule.BOLD.log10OfFailure(0.1, 1_000))).isEqualTo("1.0e-1000");
        assertThat(Figures.confidence(Rule.BOLD.log10OfFailure(0.1, 17))).isEqualTo("99.999999… % (17 nines)");
        assertThat(Figures.confidence(Rule.BOLD.log10OfFailure(0.3, 1))).isEqualTo("70.000 %");
    }

    @Test
    void thePlotFallsAndEndsAboveZero() {
        String plot = Plot.of(20, messengers -> Rule.BOLD.log10OfFailure(0.1, messengers));
        int[] dots = plot.lines()
                .filter(line -> line.contains("●"))
                .mapToInt(line -> line.indexOf('●'))
                .toArray();
        assertThat(dots).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(plot).contains("1.0e-20").contains("never 0");
    }
}
