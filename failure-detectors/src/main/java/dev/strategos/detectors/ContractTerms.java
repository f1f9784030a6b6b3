package dev.strategos.detectors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a contract means for one peer: what was measured of the way from it, and the plan that is in force. */
final class ContractTerms {

    /** How many reviews a loss counts, and how many round trips a mean is over. */
    private static final int MEMORY = 20;

    /** A plan that differs less is not worth a request. */
    private static final double SAME = 0.05;

    /** Fewer heartbeats than that tell nothing. */
    private static final int ENOUGH = 20;

    private static final int FIRST_QUESTIONS = 5;

    private final Moments losses = new Moments(MEMORY);
    private final Moments roundTrips = new Moments(MEMORY);

    @Nullable
    ChenEstimator estimator;

    @Nullable
    HeartbeatPlan plan;

    boolean infeasible;
    boolean breached;
    private boolean reviewing;
    private long reviewed;
    private long lastSequence;
    private long received;
    private int questions;

    /** The number of the probe under way, or 0. */
    private long asked;

    private long askedAt;

    /** Whether a review is due. The first one begins the measurement. */
    boolean isReviewDue(Watch watch, long now, long period) {
        boolean due = reviewing && now - reviewed >= period && watch.received - received >= ENOUGH;
        if (due) {
            long sent = watch.lastSequence - lastSequence;
            losses.add(Math.max(0, 1 - (watch.received - received) / (double) sent));
        }
        if (due || !reviewing) {
            restart(watch, now);
        }
        return due;
    }

    /** Another life counts its frames anew. */
    void restart(Watch watch, long now) {
        questions = reviewing ? FIRST_QUESTIONS - 1 : 0;
        reviewing = true;
        reviewed = now;
        lastSequence = watch.lastSequence;
        received = watch.received;
    }

    /** Round trips are measured with the first heartbeats and then once in a review. */
    boolean isQuestionDue() {
        return questions < FIRST_QUESTIONS;
    }

    void asked(long probe, long now) {
        questions++;
        asked = probe;
        askedAt = now;
    }

    void answered(long probe, long now) {
        if (asked == probe) {
            roundTrips.add((double) (now - askedAt));
            asked = 0;
        }
    }

    /** The mean round trip, which is no less than the mean delay; zero as long as none was measured. */
    Duration mean() {
        return Duration.ofNanos(StrictMath.round(roundTrips.mean()));
    }

    double loss() {
        return Math.min(0.99, losses.mean());
    }

    Duration deviation() {
        return estimator == null
                ? Duration.ZERO
                : Duration.ofNanos(StrictMath.round(StrictMath.sqrt(estimator.variance())));
    }

    boolean isMeasured() {
        return roundTrips.count() > 0 && losses.count() > 0;
    }

    boolean isNews(HeartbeatPlan other) {
        HeartbeatPlan now = plan;
        return now == null
                || !isAbout(now.interval().toNanos(), other.interval().toNanos());
    }

    /** Whether the peer sends as planned, or nearly so. */
    boolean isFollowed(long announced) {
        HeartbeatPlan now = plan;
        return now == null || isAbout(now.interval().toNanos(), announced);
    }

    private static boolean isAbout(long one, long other) {
        return Math.abs(one - other) <= SAME * Math.max(one, other);
    }
}
