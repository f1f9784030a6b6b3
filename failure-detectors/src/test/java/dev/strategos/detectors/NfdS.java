package dev.strategos.detectors;

import dev.strategos.core.Environment;
import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Timer;
import dev.strategos.core.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chen's NFD-S as it stands in the paper, for synchronised clocks: q trusts p from τ_i = σ_i + δ on if it has by then received some
 * heartbeat m_j with j ≥ i. The reference that the closed forms are about; both nodes begin at the same instant.
 */
final class NfdS implements FailureDetector {

    private final Environment env;
    private final NodeId peer;
    private final Duration interval;
    private final long start;
    private final long shift;
    private final List<SuspicionListener> listeners = new ArrayList<>();
    private final Timer sending;
    private final Timer freshness;
    private long slot;
    private long point;
    private long highest;
    private boolean suspected;
    private long since;

    NfdS(Environment env, Duration interval, Duration shift) {
        this.env = env;
        this.peer = env.group().others(env.self()).get(0);
        this.interval = interval;
        this.start = env.clock().nanos();
        this.shift = shift.toNanos();
        Wire wire = env.open("nfd-s");
        wire.onDeliver((from, message) -> received(message.getLong()));
        boolean sends = env.group().rank(env.self()) == 1;
        this.sending = env.schedule(interval, () -> send(wire));
        this.freshness = env.schedule(interval.plus(shift), this::fresh);
        if (!sends) {
            sending.cancel();
        } else {
            freshness.cancel();
        }
    }

    private void send(Wire wire) {
        wire.send(peer, ByteBuffer.allocate(8).putLong(0, ++slot));
        sending.rearm(Duration.ofNanos(
                start + (slot + 1) * interval.toNanos() - env.clock().nanos()));
    }

    private void fresh() {
        point++;
        freshness.rearm(Duration.ofNanos(
                start + (point + 1) * interval.toNanos() + shift - env.clock().nanos()));
        judge();
    }

    private void received(long number) {
        highest = Math.max(highest, number);
        judge();
    }

    private void judge() {
        boolean now = highest < point;
        if (now != suspected) {
            suspected = now;
            since = env.clock().nanos();
            Suspicion suspicion = new Suspicion(
                    peer,
                    Optional.of(new Incarnation(1)),
                    now ? Suspicion.Reason.SILENT : Suspicion.Reason.HEARTBEAT,
                    since);
            listeners.forEach(listener -> {
                if (now) {
                    listener.onSuspect(suspicion);
                } else {
                    listener.onRestore(suspicion);
                }
            });
        }
    }

    @Override
    public List<NodeId> monitored() {
        return List.of(peer);
    }

    @Override
    public List<NodeId> suspects() {
        return suspected ? List.of(peer) : List.of();
    }

    @Override
    public PeerView view(NodeId node) {
        return new PeerView(node, Optional.empty(), suspected, since, OptionalDouble.empty(), Duration.ZERO, 0, 0);
    }

    @Override
    public void onSuspicion(SuspicionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void heardFrom(Peer from) {}

    @Override
    public void sentTo(NodeId to) {}

    @Override
    public void stop() {
        sending.cancel();
        freshness.cancel();
    }
}
