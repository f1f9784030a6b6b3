package dev.strategos.transport.netty.wire;

/** Thrown for frames that no correct node sends. The connection cannot go on. */
public final class FrameException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean oversize;

    /**
     * A frame is wrong.
     *
     * @param oversize whether its length is what is wrong
     * @param message what was seen
     */
    public FrameException(boolean oversize, String message) {
        super(message);
        this.oversize = oversize;
    }

    /**
     * Whether the frame was longer than the limit.
     *
     * @return true for an oversize frame
     */
    public boolean isOversize() {
        return oversize;
    }
}
