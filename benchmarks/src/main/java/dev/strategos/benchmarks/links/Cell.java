package dev.strategos.benchmarks.links;

import dev.strategos.benchmarks.Medians;
import dev.strategos.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rounds of one contestant with one payload in one layout. */
final class Cell {

    private static final double MICRO = 1e3;

    private final Layout layout;
    private final int payload;
    private final Peers peer;
    private final List<Round> rounds = new ArrayList<>();
    private final List<RoundTrips> pings = new ArrayList<>();

    Cell(Layout layout, int payload, Peers peer) {
        this.layout = layout;
        this.payload = payload;
        this.peer = peer;
    }

    void add(Round round) {
        rounds.add(round);
    }

    void add(RoundTrips round) {
        pings.add(round);
    }

    private double perSecond() {
        return Medians.of(rounds, Round::perSecond);
    }

    /** Compared with the cells of the same payload and layout. */
    Result result(Map<Peers, Cell> cells) {
        Cell floor = cells.get(peer.floor());
        Cell socket = cells.get(Peers.SOCKET);
        return new Result(
                layout.name(),
                payload,
                peer.label(),
                perSecond(),
                rounds.stream().mapToDouble(Round::perSecond).min().orElse(0),
                rounds.stream().mapToDouble(Round::perSecond).max().orElse(0),
                floor == null ? null : perSecond() / floor.perSecond(),
                socket == null || peer.isTls() ? null : perSecond() / socket.perSecond(),
                Medians.of(rounds, Round::cpuNanos) / MICRO,
                Medians.of(rounds, Round::allocatedBytes),
                rounds.stream().mapToLong(Round::lost).sum(),
                rounds.stream().mapToLong(Round::outOfOrder).sum(),
                roundTrips(floor));
    }

    private Result.@Nullable RoundTripMicros roundTrips(@Nullable Cell floor) {
        if (pings.isEmpty()) {
            return null;
        }
        double p50 = Medians.of(pings, RoundTrips::p50) / MICRO;
        double p99 = Medians.of(pings, RoundTrips::p99) / MICRO;
        Result.RoundTripMicros of = floor == null || floor == this ? null : floor.roundTrips(null);
        return new Result.RoundTripMicros(
                p50,
                p99,
                Medians.of(pings, RoundTrips::p999) / MICRO,
                of == null ? null : p50 / of.p50(),
                of == null ? null : p99 / of.p99());
    }
}
