package dev.strategos.byzantine;

/** A protocol in rounds among generals, towards the application. */
abstract class RoundProtocol<V> implements SynchronousAgreement<V> {

    private final Generals<V> generals;

    RoundProtocol(Generals<V> generals) {
        this.generals = generals;
    }

    final Generals<V> generals() {
        return generals;
    }

    @Override
    public final String name() {
        return generals.spec().name();
    }

    @Override
    public final GroupConfig<V> config() {
        return generals.spec().config();
    }

    @Override
    public final int faults() {
        return generals.spec().faults();
    }

    @Override
    public final int rounds() {
        return generals.spec().rounds();
    }

    @Override
    public final RoundSchedule scheduleFrom(long startNanos) {
        return generals.scheduleFrom(startNanos);
    }

    @Override
    public final Counters counters() {
        return generals.tally().counters();
    }
}
