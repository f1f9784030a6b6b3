package dev.strategos.detectors.swim;

/** What SWIM thinks of a member; of two messages about the same life and refutation the later state wins. */
public enum MemberState {
    /** It answers, or nobody has said otherwise. */
    ALIVE(0),
    /** A probe of it went unanswered; it has some time to refute that. */
    SUSPECTED(1),
    /** It did not. */
    FAULTY(2);

    private static final MemberState[] STATES = values();

    private final int code;

    MemberState(int code) {
        this.code = code;
    }

    /** On the wire; the higher, the worse. */
    int code() {
        return code;
    }

    /** Whether some state has that code. */
    static boolean isCode(int code) {
        return code >= 0 && code < STATES.length;
    }

    static MemberState of(int code) {
        return STATES[code];
    }
}
