package dev.strategos.byzantine;

/** Learns when a round closed at this general. Called on the loop; must not block. */
@FunctionalInterface
public interface RoundListener {

    /**
     * All of the round that counts has been received, and nothing of the next round has been sent yet.
     *
     * @param round counted from 1
     */
    void onClosed(int round);
}
