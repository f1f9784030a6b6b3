package dev.strategos.testkit.adversary;

import dev.strategos.core.MessageLens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows another strategy and writes down, as a {@link Script}, what the traitors say that is not the truth in time.
 *
 * <p>What is sent within the honest program's own turn counts as in time, what is sent later as late and true. Only the first message to
 * the recipient in place of each one counts; what is sent to anybody else, or unasked, is in no script.
 *
 * <pre>{@code
 * ScriptRecorder<OralMessage> recorder = new ScriptRecorder<>(Strategies.lying());
 * ...                                                             // a run with conspiracy.join(link, recorder) at each traitor
 * Files.writeString(Path.of("counterexample.script"), recorder.script().toString());
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @param <M> the protocol's messages
 */
public final class ScriptRecorder<M> implements Strategy<M> {

    private final Strategy<M> followed;
    private final Map<Script.Place, Script.Act> acts = new LinkedHashMap<>();

    /**
     * Records a strategy.
     *
     * @param followed what the traitors do
     */
    public ScriptRecorder(Strategy<M> followed) {
        this.followed = followed;
    }

    @Override
    public void insteadOf(Utterance<M> utterance) {
        Observed<M> observed = new Observed<>(this, utterance);
        note(utterance, Script.Kind.NOTHING);
        followed.insteadOf(utterance.observedBy(observed));
        observed.turnIsOver();
    }

    /**
     * What was recorded so far.
     *
     * @return the script
     */
    public synchronized Script script() {
        return Script.of(acts);
    }

    private synchronized void note(Utterance<M> utterance, Script.Kind kind) {
        for (MessageLens.Statement statement : utterance.statements(utterance.truth())) {
            acts.put(ScriptedUtterance.place(statement, utterance), new Script.Act(kind, null));
        }
    }

    private synchronized void noteSaid(Utterance<M> utterance, M said) {
        List<MessageLens.Statement> truth = utterance.statements(utterance.truth());
        List<MessageLens.Statement> lies = utterance.statements(said);
        for (int i = 0; i < truth.size(); i++) {
            Script.Place place = ScriptedUtterance.place(truth.get(i), utterance);
            acts.remove(place);
            Script.Act act = i < lies.size()
                    ? ScriptedUtterance.saying(lies.get(i).value(), truth.get(i).value())
                    : new Script.Act(Script.Kind.MALFORMED, null);
            if (act != null) {
                acts.put(place, act);
            }
        }
    }

    /** The first thing that is sent to the recipient. */
    static final class Observed<M> {

        private final ScriptRecorder<M> recorder;
        private final Utterance<M> utterance;
        private boolean inTime = true;
        private boolean sent;

        Observed(ScriptRecorder<M> recorder, Utterance<M> utterance) {
            this.recorder = recorder;
            this.utterance = utterance;
        }

        void says(M message) {
            if (!sent && inTime) {
                recorder.noteSaid(utterance, message);
            } else if (!sent) {
                recorder.note(utterance, Script.Kind.LATE);
            }
            sent = true;
        }

        void saysNonsense() {
            if (!sent) {
                recorder.note(utterance, Script.Kind.MALFORMED);
            }
            sent = true;
        }

        void turnIsOver() {
            inTime = false;
        }
    }
}
