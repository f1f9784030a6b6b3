package dev.strategos.detectors;

/** No interval of heartbeats gives the demanded quality of service on the network that is said to be there. */
public final class InfeasibleContractException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * The contract is infeasible.
     *
     * @param message what was demanded, and of which network
     */
    public InfeasibleContractException(String message) {
        super(message);
    }
}
