package dev.strategos.examples.detector;

import dev.strategos.detectors.BertierTimeout;
import dev.strategos.detectors.ChenTimeout;
import dev.strategos.detectors.Estimation;
import dev.strategos.detectors.FixedTimeout;
import dev.strategos.detectors.GrowingTimeout;
import dev.strategos.detectors.PhiAccrual;
import java.time.Duration;
import java.util.Locale;

/** The estimators by the names that users type. */
enum EstimatorChoice {
    CHEN,
    BERTIER,
    PHI,
    GROWING,
    FIXED;

    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Each with a quarter of an interval, or about that, of patience beyond the interval. */
    Estimation estimation(Duration interval) {
        Duration quarter = interval.dividedBy(4);
        return switch (this) {
            case CHEN -> ChenTimeout.of(quarter);
            case BERTIER -> BertierTimeout.defaults();
            case PHI -> new PhiAccrual(8, interval.dividedBy(20), 200);
            case GROWING -> new GrowingTimeout(interval.plus(quarter), quarter);
            case FIXED -> new FixedTimeout(interval.plus(quarter));
        };
    }
}
