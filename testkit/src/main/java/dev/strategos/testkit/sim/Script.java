package dev.strategos.testkit.sim;

import dev.strategos.core.MessageId;
import dev.strategos.transport.memory.Fate;
import dev.strategos.transport.memory.FateSource;
import dev.strategos.transport.memory.FaultAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which of chance's decisions a run follows, and a list of those that it took. */
final class Script {

    private final boolean writes;
    private final @Nullable Kept kept;
    private final List<Decision> taken = new ArrayList<>();

    private record Kept(Set<Integer> actions, Set<Integer> inputs, FrameKey key, Map<Object, Fate> fates) {}

    /**
     * How a frame is known again in a run that differs from the one in which its fate was written down. Its number changes where something
     * before it was left out, its instant where something before it came sooner.
     */
    enum FrameKey {
        NUMBER {
            @Override
            Object of(MessageId frame, Duration at) {
                return frame;
            }
        },
        INSTANT {
            @Override
            Object of(MessageId frame, Duration at) {
                return List.of(frame.sender(), frame.receiver(), at, frame.number() < 0);
            }
        };

        abstract Object of(MessageId frame, Duration at);
    }

    private Script(boolean writes, @Nullable Kept kept) {
        this.writes = writes;
        this.kept = kept;
    }

    /** All of them; none is written down. */
    static Script free() {
        return new Script(false, null);
    }

    /** All of them, each written down. */
    static Script writing() {
        return new Script(true, null);
    }

    /** These only, and those that are met are written down. */
    static Script keeping(List<Decision> decisions, FrameKey key) {
        Kept kept = new Kept(new LinkedHashSet<>(), new LinkedHashSet<>(), key, new LinkedHashMap<>());
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Action action) {
                kept.actions.add(action.index());
            } else if (decision instanceof Decision.Input input) {
                kept.inputs.add(input.index());
            } else if (decision instanceof Decision.Frame frame) {
                kept.fates.put(key.of(frame.frame(), frame.at()), frame.fate());
            }
        }
        return new Script(true, kept);
    }

    List<Decision> taken() {
        return List.copyOf(taken);
    }

    /** The actions that happen, of all that were drawn. */
    List<FaultAction.Scheduled> actions(List<FaultAction.Scheduled> drawn) {
        List<FaultAction.Scheduled> followed = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            if (kept == null || kept.actions.contains(i)) {
                followed.add(drawn.get(i));
                note(new Decision.Action(i, drawn.get(i)));
            }
        }
        return followed;
    }

    boolean follows(Decision.Input input) {
        boolean followed = kept == null || kept.inputs.contains(input.index());
        if (followed) {
            note(input);
        }
        return followed;
    }

    /** What decides on frames; nothing if chance alone does and nobody wants to know. */
    Optional<FateSource> fates(Supplier<Duration> now) {
        if (!writes) {
            return Optional.empty();
        }
        return Optional.of((frame, drawn) -> {
            Fate fate = kept == null ? drawn : kept.fates.getOrDefault(kept.key.of(frame, now.get()), Fate.calm());
            if (!fate.equals(Fate.calm())) {
                note(new Decision.Frame(now.get(), frame, fate));
            }
            return fate;
        });
    }

    private void note(Decision decision) {
        if (writes) {
            taken.add(decision);
        }
    }
}
