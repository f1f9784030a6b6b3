package dev.strategos.testkit.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two traitors and two loyal nodes; what each loyal node hears is looked at. */
class ConspiracyTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId TRAITOR = NodeId.of("x");
    private static final NodeId OTHER_TRAITOR = NodeId.of("y");

    /** Words; whatever is no word is malformed. */
    private static final MessageLens<String> WORDS = new MessageLens<>() {
        @Override
        public String decode(ByteBuffer bytes) throws MalformedMessageException {
            String word = text(bytes);
            if (!word.matches("[a-z]+")) {
                throw new MalformedMessageException("no word");
            }
            return word;
        }

        @Override
        public List<String> variants(String message, NodeId to, RandomGenerator random) {
            return List.of("yes", "no", "perhaps");
        }

        @Override
        public ByteBuffer encode(String message) {
            return Codec.utf8().encode(message);
        }
    };

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private final MemoryNetwork network =
            MemoryNetwork.builder(Group.of(A, B, TRAITOR, OTHER_TRAITOR)).build();
    private final Conspiracy<String> conspiracy = Conspiracy.of(WORDS, new SplittableRandom(1));
    private final Map<NodeId, List<String>> heard = new LinkedHashMap<>();
    private final Map<NodeId, Stackable> links = new LinkedHashMap<>();

    private void start(Strategy<String> strategy) {
        for (NodeId node : network.group()) {
            heard.put(node, new ArrayList<>());
            links.put(node, network.node(node).run(env -> {
                Stackable wire = env.open("x");
                Stackable link = node.compareTo(TRAITOR) < 0 ? wire : conspiracy.join(wire, strategy);
                link.onDeliver((from, message) -> heard.get(node).add(from.id() + " " + text(message)));
                return link;
            }));
        }
    }

    private void say(NodeId from, String... words) {
        network.node(from).execute(() -> {
            for (String word : words) {
                for (NodeId to : List.of(A, B)) {
                    if (!to.equals(from)) {
                        links.get(from).send(to, Codec.utf8().encode(word));
                    }
                }
            }
        });
        network.runFor(Duration.ofMillis(100));
    }

    @Test
    void anHonestTraitorIsNoneAtAll() {
        start(Strategies.honest());
        say(TRAITOR, "yes", "no");
        assertThat(heard.get(A)).containsExactly("x yes", "x no");
        assertThat(heard.get(B)).isEqualTo(heard.get(A));
    }

    @Test
    void anEquivocatorTellsEachSideItsOwnStory() {
        start(Strategies.equivocating());
        say(TRAITOR, "perhaps", "perhaps");
        assertThat(heard.get(A)).containsExactly("x yes", "x yes");
        assertThat(heard.get(B)).containsExactly("x no", "x no");
    }

    @Test
    void colludingTraitorsTellTheSame() {
        start(Strategies.colluding());
        say(TRAITOR, "perhaps");
        say(OTHER_TRAITOR, "yes");
        assertThat(heard.get(A)).hasSize(2);
        assertThat(heard.get(A).get(0).substring(2))
                .isEqualTo(heard.get(A).get(1).substring(2));
        assertThat(heard.get(B).get(0).substring(2))
                .isEqualTo(heard.get(B).get(1).substring(2));
    }

    @Test
    void silenceIsForThoseNamed() {
        start(Strategies.silentTo(B));
        say(TRAITOR, "yes");
        assertThat(heard.get(A)).containsExactly("x yes");
        assertThat(heard.get(B)).isEmpty();
    }

    @Test
    void liesAreDrawnForEveryMessage() {
        start(Strategies.lying());
        say(TRAITOR, "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes");
        assertThat(heard.get(A)).contains("x yes", "x no", "x perhaps").isNotEqualTo(heard.get(B));
    }

    @Test
    void malformedBytesAreNoMessages() {
        start(Strategies.malforming());
        say(TRAITOR, "perhapsnot");
        assertThat(heard.get(A)).hasSize(1).allMatch(text -> text.length() == 2 + 8 && !text.matches("x [a-z]+"));
    }

    @Test
    void replaysAreOldMessagesAgain() {
        start(Strategies.replaying());
        say(TRAITOR, "yes", "no", "perhaps");
        assertThat(heard.get(A)).hasSize(6).startsWith("x yes", "x yes", "x no");
    }

    @Test
    void lateMessagesAreTheTruth() {
        start(Strategies.delaying(Duration.ofMillis(150)));
        say(TRAITOR, "yes");
        assertThat(heard.get(A)).isEmpty();
        network.runFor(Duration.ofMillis(51));
        assertThat(heard.get(A)).containsExactly("x yes");
    }

    @Test
    void mixturesDrawAStrategyForEveryMessage() {
        start(Strategies.mixed(List.of(Strategies.honest(), Strategies.silentTo(A), Strategies.malforming())));
        say(TRAITOR, "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes");
        assertThat(heard.get(A)).hasSizeBetween(3, 9).contains("x yes").anyMatch(text -> !text.equals("x yes"));
        assertThatThrownBy(() -> Strategies.mixed(List.of())).hasMessage("strategies: must have at least one");
    }

    @Test
    void traitorsShareWhatTheyHearAndSendWhatTheyLike() {
        start(Strategies.honest());
        network.node(A).execute(() -> links.get(A).send(TRAITOR, Codec.utf8().encode("secret")));
        network.node(B)
                .execute(() -> links.get(B).send(OTHER_TRAITOR, Codec.utf8().encode("NO WORD")));
        network.runFor(Duration.ofMillis(100));
        assertThat(conspiracy.members()).containsExactly(TRAITOR, OTHER_TRAITOR);
        assertThat(conspiracy.heard()).containsExactly(new Conspiracy.Heard<>(TRAITOR, A, "secret"));
        assertThat(heard.get(OTHER_TRAITOR)).containsExactly("b NO WORD");
        conspiracy.sendAs(OTHER_TRAITOR, B, conspiracy.heard().get(0).message());
        network.runFor(Duration.ofMillis(100));
        assertThat(heard.get(B)).containsExactly("y secret");
        assertThatThrownBy(() -> conspiracy.sendAs(A, B, "no"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("traitor: must be one of [x, y], but was 'a'");
    }
}
