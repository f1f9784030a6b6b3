package dev.strategos.benchmarks.detectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A setting and what came of it.
 *
 * @param detector whose it is
 * @param setting its parameters but the patience
 * @param patienceSeconds what was found for the patience
 * @param detectionSeconds the mean detection time; more than is allowed where there are no mistakes below
 * @param mistakes how many were counted; null where detection takes too long even without patience
 * @param hours in so many hours
 * @param mistakesPerHour the quotient; with none, what it is below with 95 % confidence
 * @param questionsPerHeartbeat what was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tried(
        String detector,
        String setting,
        double patienceSeconds,
        double detectionSeconds,
        @Nullable Long mistakes,
        @Nullable Double hours,
        @Nullable Double mistakesPerHour,
        @Nullable Double questionsPerHeartbeat) {

    /** With a probability of 95 % there is an event among those of which e⁻³ would miss all. */
    private static final double RULE_OF_THREE = 3;

    static Tried of(Tuned tuned, Watch.Accuracy accuracy) {
        double perHour = accuracy.mistakes() > 0 ? accuracy.perHour() : RULE_OF_THREE / accuracy.hours();
        return new Tried(
                tuned.setting().detector(),
                tuned.setting().label(),
                tuned.patience(),
                tuned.detection(),
                accuracy.mistakes(),
                accuracy.hours(),
                perHour,
                accuracy.questionsPerHeartbeat());
    }

    static Tried infeasible(Tuned tuned) {
        return new Tried(
                tuned.setting().detector(),
                tuned.setting().label(),
                tuned.patience(),
                tuned.detection(),
                null,
                null,
                null,
                null);
    }

    boolean isPeer() {
        return detector.equals(Settings.PEKKO) || detector.equals(Settings.HAZELCAST);
    }

    /** For those that were measured. */
    double perHour() {
        return mistakesPerHour == null ? Double.POSITIVE_INFINITY : mistakesPerHour;
    }
}
