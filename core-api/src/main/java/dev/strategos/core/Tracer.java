package dev.strategos.core;

/**
 * Takes a node's events. The host adds the node, its incarnation, an index and the time.
 *
 * <p>Costs nothing when off, if callers ask first:
 *
 * <pre>{@code
 * if (tracer.isOn()) {
 *     tracer.trace(new TraceEvent.Round("om", instance, round));
 * }
 * }</pre>
 *
 * <p>For the loop's thread only.
 */
public interface Tracer {

    /** A tracer that is off. */
    Tracer OFF = new Tracer() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void trace(TraceEvent event) {}
    };

    /**
     * Whether anybody looks.
     *
     * @return false if events would go nowhere
     */
    boolean isOn();

    /**
     * Records an event of this node, now.
     *
     * @param event what happened
     */
    void trace(TraceEvent event);
}
