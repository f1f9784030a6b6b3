package dev.strategos.benchmarks.detectors;

/** One monitor, one watched node, and time. */
final class Watch {

    private final Agenda agenda = new Agenda();
    private final Monitor monitor;
    private final WatchedNode watched;
    private long now;

    private Watch(Conditions conditions, long seed, Monitor monitor, long crash) {
        this.monitor = monitor;
        this.watched = new WatchedNode(conditions, seed, agenda, monitor, crash);
        monitor.begin(watched::ask);
    }

    /**
     * What a monitor got wrong.
     *
     * @param beats heartbeats that were due
     * @param mistakes suspicions of the node, which lived
     * @param questions that it asked
     * @param hours of virtual time
     */
    record Accuracy(long beats, long mistakes, long questions, double hours) {

        double perHour() {
            return mistakes / hours;
        }

        double questionsPerHeartbeat() {
            return (double) questions / beats;
        }
    }

    /**
     * Lets a node live, and counts the mistakes after the first heartbeats.
     *
     * @param warmUp how many heartbeats do not count
     * @param beats how many count at most
     * @param enough how many mistakes are enough
     */
    static Accuracy accuracy(Conditions conditions, long seed, Monitor monitor, long warmUp, long beats, long enough) {
        Watch watch = new Watch(conditions, seed, monitor, Long.MAX_VALUE);
        watch.runUntil(warmUp * conditions.intervalNanos());
        long before = monitor.suspicions();
        long questions = watch.watched.asked();
        long done = 0;
        while (done < beats && monitor.suspicions() - before < enough) {
            done = Math.min(beats, done + 10_000);
            watch.runUntil((warmUp + done) * conditions.intervalNanos());
        }
        return new Accuracy(
                done,
                monitor.suspicions() - before,
                watch.watched.asked() - questions,
                done * conditions.intervalSeconds() / 3_600);
    }

    /** How many nanoseconds after its crash a node is suspected for good; 0 if it was before. */
    static long detection(Conditions conditions, long seed, Monitor monitor, long crash) {
        Watch watch = new Watch(conditions, seed, monitor, crash);
        watch.runUntil(crash);
        while (watch.agenda.next() != Long.MAX_VALUE) {
            watch.step();
        }
        return Math.max(0, monitor.suspectsInSilence(Math.max(crash, watch.now)) - crash);
    }

    private void runUntil(long instant) {
        while (Math.min(agenda.next(), monitor.alarm()) < instant) {
            step();
        }
    }

    private void step() {
        long alarm = monitor.alarm();
        if (agenda.next() <= alarm) {
            now = agenda.next();
            agenda.runNext();
        } else {
            now = alarm;
            monitor.onAlarm(alarm);
        }
    }
}
