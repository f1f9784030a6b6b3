package dev.strategos.transport.memory;

/** An action that is to happen in one life of a node, and in no other. */
final class LifeEvent extends Event {

    private final MemoryEnvironment life;
    private final Kind kind;
    private final Runnable action;

    LifeEvent(MemoryEnvironment life, Kind kind, Runnable action) {
        this.life = life;
        this.kind = kind;
        this.action = action;
    }

    @Override
    MemoryNode node() {
        return life.node();
    }

    @Override
    boolean isLive() {
        return life.isAlive();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    void addTo(Fingerprint digest) {
        digest.add(action.getClass().getName());
    }

    @Override
    public void run() {
        if (life.isAlive()) {
            action.run();
        }
    }
}
