package dev.strategos.examples.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class CountersCommandTest {

    /** The formulas are written down here once more, as numbers that are known from the literature. */
    @Test
    void theoryIsThatOfThePapers() {
        assertThat(List.of(4, 7, 10, 13, 16))
                .extracting(n -> Way.ORAL.theory(n, Way.ORAL.faults(n)))
                .extracting(Cost::reports)
                .containsExactly(9L, 156L, 3_609L, 108_384L, 3_999_675L);
        assertThat(List.of(4, 7, 10, 13, 16))
                .extracting(n -> Way.ORAL.theory(n, Way.ORAL.faults(n)))
                .extracting(Cost::messages)
                .containsExactly(9L, 66L, 225L, 540L, 1_065L);
        assertThat(List.of(4, 7, 10, 13, 16))
                .extracting(n -> Way.ALL_ORAL.theory(n, Way.ALL_ORAL.faults(n)))
                .extracting(Cost::messages)
                .containsExactly(24L, 126L, 360L, 780L, 1_440L);
        assertThat(Way.SIGNED.theory(4, 1)).isEqualTo(new Cost(9, 9, 4, 3));
        assertThat(Way.KING.theory(4, 1).messages()).isEqualTo(54);
        assertThat(Way.PHASE_KING.theory(5, 1).messages()).isEqualTo(48);
    }

    @ParameterizedTest
    @EnumSource
    void eachWayCostsWhatThePapersSay(Way way) {
        assertThat(new Rehearsal(way, 4).inMemory())
                .satisfies(count -> assertThat(count.isExact()).as("%s", count).isTrue());
        assertThat(new Rehearsal(way, 7).inMemory())
                .satisfies(count -> assertThat(count.isExact()).as("%s", count).isTrue());
    }

    @Test
    void refusesAGroupThatIsTooSmallOrTooLarge() {
        CommandLine command = new CommandLine(new CountersCommand());
        for (String wrong : List.of("3", "14", "4,99")) {
            assertThat(command.execute("--generals", wrong)).isEqualTo(2);
        }
    }
}
