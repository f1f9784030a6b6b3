package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.ChoosingLink;
import dev.strategos.testkit.adversary.Lie;
import dev.strategos.testkit.adversary.LieAlphabet;
import dev.strategos.testkit.explore.Bounds;
import dev.strategos.testkit.explore.Coverage;
import dev.strategos.testkit.explore.Exploration;
import dev.strategos.testkit.explore.Explorer;
import dev.strategos.testkit.explore.Property;
import dev.strategos.testkit.explore.Scene;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strategies of one traitor among four generals, on the shipped protocol. */
class BrachaExplorationTest {

    private static final Group GROUP = Group.named("g0", "g1", "g2", "g3");
    private static final GroupConfig<String> CONFIG = GroupConfig.of(GROUP, Codec.utf8(), "");
    private static final List<String> VALUES = List.of("a", "b");

    /** What the loyal generals delivered in one run. */
    private record Outcome(int traitor, Map<NodeId, String> delivered) {

        boolean agrees() {
            return delivered.values().stream().distinct().count() <= 1;
        }

        boolean isTotal() {
            return delivered.isEmpty() || delivered.size() == GROUP.size() - 1;
        }

        /** Whether a loyal g0 was understood: by nobody as something else, in the end by all. */
        boolean isValid() {
            return traitor == 0 || delivered.values().stream().allMatch("a"::equals);
        }
    }

    private static Outcome begin(Scene scene, int traitor, boolean silence) {
        Outcome outcome = new Outcome(traitor, new LinkedHashMap<>());
        for (NodeId general : GROUP) {
            scene.run(general.name(), env -> herald(env, outcome, scene, silence));
        }
        return outcome;
    }

    private static BrachaBroadcast<String> herald(Environment env, Outcome outcome, Scene scene, boolean silence) {
        Stackable link = env.open("news");
        boolean lies = GROUP.rank(env.self()) == outcome.traitor();
        if (lies) {
            link = ChoosingLink.over(link, BrachaBroadcast.lens(CONFIG, 1, VALUES), alphabet(silence), scene);
        }
        BrachaBroadcast<String> herald = BrachaBroadcast.over(link, CONFIG, 1);
        if (!lies) {
            herald.onDeliver((instance, value) -> outcome.delivered().put(env.self(), value));
        }
        if (GROUP.rank(env.self()) == 0) {
            herald.broadcast("a");
        }
        return herald;
    }

    private static LieAlphabet<BroadcastMessage> alphabet(boolean silence) {
        var lens = BrachaBroadcast.lens(CONFIG, 1, VALUES);
        LieAlphabet<BroadcastMessage> all = LieAlphabet.of(lens, Duration.ofMillis(1));
        return (truth, to) -> all.lies(truth, to).stream()
                .filter(lie -> lie.name().matches("variant \\d") || (silence && isNothing(lie)))
                .toList();
    }

    private static boolean isNothing(Lie lie) {
        return lie.name().equals("nothing");
    }

    private static Explorer<Outcome> explorer(int traitor, boolean silence) {
        return Explorer.<Outcome>of(GROUP, scene -> begin(scene, traitor, silence))
                .model(new SystemModel(NetworkModel.RELIABLE, NodeModel.byzantine(1), TimingModel.asynchronous()))
                .adversary(
                        "in place of each message of g" + traitor + " either value" + (silence ? ", or nothing" : ""))
                .requiring(Property.always("consistency", Outcome::agrees))
                .requiring(Property.always("validity", Outcome::isValid))
                .requiring(Property.atEnd("totality", Outcome::isTotal))
                .requiring(Property.atEnd(
                        "a loyal sender is heard",
                        outcome ->
                                outcome.traitor() == 0 || !outcome.delivered().isEmpty()));
    }

    /**
     * A traitor that is the sender has nine messages, another has six, of two values or silence each: 3⁹ and 3⁶ strategies, but where
     * its silence keeps even its own program from being ready there are no last three.
     */
    @Test
    void everyStrategyOfOneTraitor() {
        Coverage sender =
                explorer(0, true).oneOrder().explore().requireExhausted().coverage();
        assertThat(sender.runs()).isEqualTo(7_749);
        Coverage other =
                explorer(3, true).oneOrder().explore().requireExhausted().coverage();
        assertThat(other.runs()).isEqualTo(729);
    }

    /** Orders of arrival are too many to try them all; these are the first of a depth-first search. */
    @Test
    void manyOrdersOfArrival() {
        for (int traitor : new int[] {0, 3}) {
            Exploration seen = explorer(traitor, false)
                    .bounds(Bounds.defaults().withRuns(3_000))
                    .explore();
            seen.requireNoViolation();
            assertThat(seen.coverage().runs()).isGreaterThanOrEqualTo(3_000);
        }
    }
}
