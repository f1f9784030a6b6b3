package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.StableStorage;
import dev.strategos.core.SyncResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One sync for all that a turn has put. Broken for good once one failed. */
final class GroupCommit {

    private final Environment environment;
    private final StableStorage storage;
    private List<Consumer<SyncResult>> waiting = new ArrayList<>();
    private SyncResult.@Nullable Failed failed;

    GroupCommit(Environment environment, StableStorage storage) {
        this.environment = environment;
        this.storage = storage;
    }

    StableStorage storage() {
        return storage;
    }

    boolean isBroken() {
        return failed != null;
    }

    /** Tells when all that was put so far is durable, or may not be. */
    void whenDurable(Consumer<SyncResult> action) {
        waiting.add(action);
        if (waiting.size() == 1) {
            environment.atEndOfTurn(this::sync);
        }
    }

    private void sync() {
        List<Consumer<SyncResult>> batch = waiting;
        waiting = new ArrayList<>();
        storage.sync(result -> {
            if (result instanceof SyncResult.Failed failure && failed == null) {
                failed = failure;
                environment.report(new Fault(
                        environment.self(), Fault.Kind.STORAGE_FAILED, "LoggedLink cannot store: " + failure.reason()));
            }
            SyncResult told = failed == null ? result : failed;
            batch.forEach(action -> action.accept(told));
        });
    }
}
