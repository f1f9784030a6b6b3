package dev.strategos.testkit.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Wire;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LyingLinkTest {

    private static final NodeId ALICE = NodeId.of("alice");
    private static final NodeId BOB = NodeId.of("bob");

    private final List<String> heard = new ArrayList<>();
    private final MemoryNetwork network =
            MemoryNetwork.builder(Group.of(ALICE, BOB)).build();

    /** A lens for text, which lies about its length too. */
    private static final MessageLens<String> TEXT = new MessageLens<>() {
        @Override
        public String decode(ByteBuffer bytes) throws MalformedMessageException {
            return Codec.utf8().decode(bytes);
        }

        @Override
        public List<String> variants(String message, NodeId to, RandomGenerator random) {
            return List.of("not " + message, "never ever " + message);
        }

        @Override
        public ByteBuffer encode(String message) {
            return Codec.utf8().encode(message);
        }
    };

    @Test
    void eachMessageBecomesOneLie() {
        LyingLink<String> link = liar(1, 0);
        send(link, 20);
        assertThat(heard).hasSize(20).allMatch(text -> text.equals("not yes") || text.equals("never ever yes"));
        assertThat(heard).contains("not yes", "never ever yes");
    }

    @Test
    void everyWayOfSendingLies() {
        LyingLink<String> link = liar(1, 0);
        network.node(ALICE).execute(() -> {
            ByteBuffer yes = Codec.utf8().encode("yes");
            assertThat(link.offer(BOB, yes)).isTrue();
            link.send(BOB, yes);
            assertThat(link.to(BOB).offer(yes)).isTrue();
            ByteBuffer room = link.claim(BOB, 3);
            assertThat(room).isNotNull();
            room.put(yes.duplicate());
            link.commit();
            assertThat(link.claim(BOB, 3)).isNotNull();
            link.abandon();
            assertThatThrownBy(link::commit).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(link::abandon).isInstanceOf(IllegalStateException.class);
        });
        network.runFor(Duration.ofSeconds(1));
        assertThat(heard).hasSize(4).doesNotContain("yes");
    }

    @Test
    void theSameSeedTellsTheSameLies() {
        send(liar(7, 0), 20);
        List<String> first = List.copyOf(heard);
        heard.clear();
        LyingLinkTest again = new LyingLinkTest();
        again.send(again.liar(7, 0), 20);
        assertThat(again.heard).isEqualTo(first);
    }

    @Test
    void withholdsSome() {
        send(liar(3, 0.5), 100);
        assertThat(heard).hasSizeBetween(25, 75).doesNotContain("yes");
        heard.clear();
        LyingLinkTest silent = new LyingLinkTest();
        silent.send(silent.liar(3, 1), 100);
        assertThat(silent.heard).isEmpty();
    }

    @Test
    void refusesChancesOutOfRange() {
        assertThatThrownBy(() -> liar(1, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1");
    }

    private LyingLink<String> liar(long seed, double withheld) {
        network.node(BOB).run(env -> {
            Wire wire = env.open("text");
            wire.onDeliver((from, message) -> {
                try {
                    heard.add(Codec.utf8().decode(message));
                } catch (MalformedMessageException e) {
                    throw new AssertionError(e);
                }
            });
            return wire;
        });
        return network.node(ALICE)
                .run(env -> LyingLink.over(env.open("text"), TEXT, new SplittableRandom(seed))
                        .withholding(withheld));
    }

    private void send(LyingLink<String> link, int times) {
        network.node(ALICE).execute(() -> {
            for (int i = 0; i < times; i++) {
                link.send(BOB, Codec.utf8().encode("yes"));
            }
        });
        network.runFor(Duration.ofSeconds(1));
    }
}
