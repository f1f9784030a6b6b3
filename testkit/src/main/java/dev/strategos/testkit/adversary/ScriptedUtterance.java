package dev.strategos.testkit.adversary;

import dev.strategos.core.MessageLens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message as a script has it. */
final class ScriptedUtterance<M> {

    private final Script script;
    private final Utterance<M> utterance;
    private final List<MessageLens.Statement> statements;

    ScriptedUtterance(Script script, Utterance<M> utterance) {
        this.script = script;
        this.utterance = utterance;
        this.statements = utterance.statements(utterance.truth());
    }

    void play(Duration lateness) {
        Script.Kind whole = Script.Kind.VALUE;
        List<String> values = new ArrayList<>();
        for (MessageLens.Statement statement : statements) {
            Script.Act act = script.acts().get(place(statement, utterance));
            String value = act == null ? null : act.value();
            values.add(value == null ? statement.value() : value);
            whole = act == null || act.kind() == Script.Kind.VALUE ? whole : act.kind();
        }
        switch (whole) {
            case NOTHING -> {}
            case MALFORMED -> utterance.sendMalformed();
            case LATE -> utterance.later(lateness, () -> utterance.send(utterance.truth()));
            case VALUE ->
                utterance.send(
                        statements.isEmpty() ? utterance.truth() : utterance.restated(utterance.truth(), values));
        }
    }

    static Script.Place place(MessageLens.Statement statement, Utterance<?> utterance) {
        return new Script.Place(
                statement.instance(),
                statement.round(),
                statement.path(),
                utterance.to().toString());
    }

    /** The act that says a value, or null where it is the truth. */
    static Script.@Nullable Act saying(String value, String truth) {
        return value.equals(truth) ? null : new Script.Act(Script.Kind.VALUE, value);
    }
}
