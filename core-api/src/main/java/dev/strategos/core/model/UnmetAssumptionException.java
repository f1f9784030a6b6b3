package dev.strategos.core.model;

/** Thrown when a protocol is built on a world that is weaker than it assumes. */
public final class UnmetAssumptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String protocol;
    private final String assumed;
    private final String offered;
    private final String remedy;

    /**
     * A protocol lacks an assumption.
     *
     * @param protocol which protocol
     * @param assumed what it assumes
     * @param offered what there is instead
     * @param remedy what would supply it
     */
    public UnmetAssumptionException(String protocol, String assumed, String offered, String remedy) {
        super(protocol + " assumes " + assumed + ", but " + offered + ". To supply it: " + remedy + ".");
        this.protocol = protocol;
        this.assumed = assumed;
        this.offered = offered;
        this.remedy = remedy;
    }

    /**
     * Which protocol was refused.
     *
     * @return its name
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The assumption that does not hold.
     *
     * @return in words
     */
    public String assumed() {
        return assumed;
    }

    /**
     * What there is instead.
     *
     * @return in words
     */
    public String offered() {
        return offered;
    }

    /**
     * What would supply the assumption.
     *
     * @return in words
     */
    public String remedy() {
        return remedy;
    }
}
