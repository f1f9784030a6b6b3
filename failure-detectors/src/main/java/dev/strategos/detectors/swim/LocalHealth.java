package dev.strategos.detectors.swim;

/**
 * How well this member itself does (Dadgar, Phillips, Currey, <i>Lifeguard: local health awareness for more accurate failure detection</i>,
 * 2018, section IV.A): 0 is well, 8 the worst. Its intervals and time-outs are multiplied by health + 1.
 */
final class LocalHealth {

    static final int WORST = 8;

    private int health;

    void worse() {
        health = Math.min(WORST, health + 1);
    }

    void better() {
        health = Math.max(0, health - 1);
    }

    int value() {
        return health;
    }

    long stretch(long nanos) {
        return nanos * (health + 1);
    }
}
