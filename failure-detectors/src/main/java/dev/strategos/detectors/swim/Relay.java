package dev.strategos.detectors.swim;

/**
 * A probe made for another member.
 *
 * @param origin the rank of who asked for it
 * @param originNumber the number under which it waits for the answer
 * @param subject whom it is about
 * @param number this member's own number for it
 * @param deadline when to say that there was no answer
 */
record Relay(int origin, int originNumber, int subject, int number, long deadline) {}
