package dev.strategos.core.model;

/** How messages between two nodes may go wrong, from the strongest promise to the weakest. */
public enum NetworkModel {
    /** A message is received if and only if it is sent; messages may be reordered. */
    RELIABLE("reliable"),
    /** Messages may be lost, repeated or reordered; a message that is sent again and again gets through. */
    FAIR_LOSS("fair-loss"),
    /** An adversary may read, change, drop, repeat and invent messages. */
    ARBITRARY("arbitrary");

    private final String words;

    NetworkModel(String words) {
        this.words = words;
    }

    /**
     * Whether this promises at least as much as the other.
     *
     * @param other what is asked for
     * @return true if whoever assumes the other may be given this
     */
    public boolean isNoWeakerThan(NetworkModel other) {
        return compareTo(other) <= 0;
    }

    /** Such as {@code fair-loss}. */
    @Override
    public String toString() {
        return words;
    }
}
