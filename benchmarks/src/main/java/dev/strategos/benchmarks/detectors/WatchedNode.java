package dev.strategos.benchmarks.detectors;

import java.util.SplittableRandom;

/**
 * The node that is watched: it sends a heartbeat at each multiple of the interval, and answers questions, until it crashes. Which of its
 * heartbeats arrive, and when, depends on the seed alone, whatever it is asked.
 */
final class WatchedNode {

    private final Conditions conditions;
    private final Agenda agenda;
    private final Monitor monitor;
    private final long crash;
    private final SplittableRandom heartbeats;
    private final SplittableRandom questions;
    private final Windows stalls;
    private final Windows bursts;
    private long slot;
    private long number;
    private long asked;
    private boolean waiting;

    WatchedNode(Conditions conditions, long seed, Agenda agenda, Monitor monitor, long crash) {
        this.conditions = conditions;
        this.agenda = agenda;
        this.monitor = monitor;
        this.crash = crash;
        SplittableRandom root = new SplittableRandom(seed);
        this.heartbeats = root.split();
        this.questions = root.split();
        this.stalls = conditions.stalls(root.split());
        this.bursts = conditions.bursts(root.split());
        agenda.at(0, this::heartbeatDue);
    }

    /** How many heartbeats were due so far. */
    long beats() {
        return slot;
    }

    /** How many questions it was asked, lost ones too. */
    long asked() {
        return asked;
    }

    private void heartbeatDue() {
        long now = slot * conditions.intervalNanos();
        if (now >= crash) {
            return;
        }
        long end = stalls.endOf(now);
        if (end == now) {
            send(now);
        } else if (!waiting) {
            // What a stalled node missed it makes good by one heartbeat, as soon as it goes on.
            waiting = true;
            agenda.at(end, () -> {
                waiting = false;
                send(end);
            });
        }
        slot++;
        agenda.at(slot * conditions.intervalNanos(), this::heartbeatDue);
    }

    private void send(long now) {
        if (now >= crash) {
            return;
        }
        long count = ++number;
        long delay = Conditions.fate(heartbeats, bursts.covers(now));
        if (delay >= 0) {
            agenda.at(now + delay, () -> monitor.onHeartbeat(count, now, now + delay));
        }
    }

    /** A question leaves the monitor. */
    void ask(long question, long now) {
        asked++;
        long delay = Conditions.fate(questions, bursts.covers(now));
        if (delay >= 0) {
            agenda.at(now + delay, () -> read(question, now + delay));
        }
    }

    private void read(long question, long now) {
        long end = stalls.endOf(now);
        if (end != now) {
            agenda.at(end, () -> answer(question, end));
        } else {
            answer(question, now);
        }
    }

    private void answer(long question, long now) {
        if (now >= crash) {
            return;
        }
        long count = ++number;
        long delay = Conditions.fate(questions, bursts.covers(now));
        if (delay >= 0) {
            agenda.at(now + delay, () -> monitor.onAnswer(count, question, now + delay));
        }
    }
}
