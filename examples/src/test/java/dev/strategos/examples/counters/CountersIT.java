package dev.strategos.examples.counters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over TCP, where nothing keeps messages in step but the protocols themselves, each way costs what the papers say too. */
class CountersIT {

    @ParameterizedTest
    @EnumSource(names = {"ORAL", "SIGNED", "ALL_ORAL", "ALL_SIGNED", "BRACHA"})
    void eachWayCostsWhatThePapersSay(Way way) {
        for (int generals : new int[] {4, 7, 10, 13}) {
            Count count = TcpRehearsal.run(new Rehearsal(way, generals));
            assertThat(count.counted()).as("%s", count).isEqualTo(count.theory());
        }
    }
}
