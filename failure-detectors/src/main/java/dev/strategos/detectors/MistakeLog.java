package dev.strategos.detectors;

/** What turned out about one peer: when it was trusted, when it was suspected, and whether it was right. */
final class MistakeLog {

    private final Sample detections = new Sample();
    private final Sample recurrences = new Sample();

    /** Of each whole cycle from mistake to mistake: how long the mistake lasted, and the cycle. */
    private final Sample cycles = new Sample();

    private final Sample durations = new Sample();
    private double trusted;
    private double mistaken;
    private boolean suspected;
    private long since;
    private boolean erredBefore;
    private long lastMistake;
    private double lastDuration;
    private boolean crashed;
    private boolean detected;
    private long crash;

    MistakeLog(long now, boolean suspected) {
        this.since = now;
        this.suspected = suspected;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    void suspected(long now) {
        if (crashed) {
            detect(now);
        } else {
            trusted += seconds(now - since);
        }
        suspected = true;
        since = now;
    }

    private void detect(long now) {
        if (!detected) {
            detected = true;
            detections.add(Math.max(0, seconds(now - crash)));
        }
    }

    void restored(long now, boolean mistake) {
        if (mistake && !crashed) {
            double duration = seconds(now - since);
            mistaken += duration;
            durations.add(duration);
            if (erredBefore) {
                double cycle = seconds(since - lastMistake);
                recurrences.add(cycle);
                cycles.add(lastDuration, cycle);
            }
            erredBefore = true;
            lastMistake = since;
            lastDuration = duration;
        }
        suspected = false;
        since = now;
    }

    void crashed(long at) {
        if (crashed) {
            return;
        }
        crashed = true;
        detected = false;
        crash = at;
        if (suspected) {
            detect(at);
        } else {
            trusted += Math.max(0, seconds(at - since));
        }
    }

    void restarted(long now) {
        trusted = trustedUntil(now);
        crashed = false;
        erredBefore = false;
        suspected = false;
        since = now;
    }

    private double trustedUntil(long now) {
        return trusted + (suspected || crashed ? 0 : seconds(now - since));
    }

    /** Adds what another log has up to now. */
    void add(MistakeLog other, long now) {
        detections.add(other.detections);
        recurrences.add(other.recurrences);
        cycles.add(other.cycles);
        durations.add(other.durations);
        trusted += other.trustedUntil(now);
        mistaken += other.mistaken;
    }

    Quality quality(long now) {
        double watched = trustedUntil(now) + mistaken;
        double rate = durations.count() / watched;
        Estimate inaccuracy = cycles.ratio();
        return new Quality(
                detections.mean(),
                recurrences.mean(),
                durations.mean(),
                new Estimate(rate, rate / StrictMath.sqrt((double) durations.count()), durations.count()),
                new Estimate(1 - mistaken / watched, inaccuracy.standardError(), cycles.count()));
    }
}
