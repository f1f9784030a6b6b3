package dev.strategos.detectors;

import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;

/** Writes frames. Whatever goes to a peer stands for a heartbeat: the next one is due an interval later. */
final class HeartbeatSender {

    private final Stackable link;
    private final long lateness;

    /**
     * A sender on that link.
     *
     * @param lateness by how much later than due a heartbeat may go out and still name the instant at which it was due
     */
    HeartbeatSender(Stackable link, long lateness) {
        this.link = link;
        this.lateness = lateness;
    }

    /** Sends the heartbeat that is due. Without room below it is lost, as any frame may be. */
    void heartbeat(Watch to, long now) {
        long due = now - to.sendDue > lateness ? now : to.sendDue;
        write(to, new HeartbeatFrame(HeartbeatFrame.Kind.HEARTBEAT, to.nextSequence, due, to.interval));
        long next = due + to.interval;
        to.sendDue = next - now <= 0 ? now + to.interval : next;
    }

    void probe(Watch to, long now) {
        write(to, new HeartbeatFrame(HeartbeatFrame.Kind.PROBE, to.nextSequence, 0, 0));
        to.sendDue = now + to.interval;
    }

    void answer(Watch to, long probe, long now) {
        write(to, new HeartbeatFrame(HeartbeatFrame.Kind.ANSWER, to.nextSequence, probe, 0));
        to.sendDue = now + to.interval;
    }

    void request(Watch to, long interval, long now) {
        write(to, new HeartbeatFrame(HeartbeatFrame.Kind.REQUEST, to.nextSequence, interval, 0));
        to.sendDue = now + to.interval;
    }

    private void write(Watch to, HeartbeatFrame frame) {
        ByteBuffer room = link.claim(to.id, frame.kind().bytes());
        if (room != null) {
            frame.write(room);
            link.commit();
            to.nextSequence++;
        }
    }
}
