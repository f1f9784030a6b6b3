package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.broadcast.BroadcastMessage.Kind;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.core.Group;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of Bracha 1987, figure 1, at one general of seven, two of which may be traitors: quorum 5, f+1 = 3, 2f+1 = 5. */
class BrachaInstanceTest {

    private static final Bytes V = Bytes.of((byte) 1);
    private static final Bytes W = Bytes.of((byte) 2);

    private final List<String> said = new ArrayList<>();
    private final BrachaInstance instance = new BrachaInstance(
            Convention.of("BRB(2)", 2, Group.named("a", "b", "c", "d", "e", "f", "g"), 16, Bytes.of(new byte[32]), 0),
            6,
            new BrachaInstance.Voice() {
                @Override
                public void say(Kind kind, Bytes value) {
                    said.add(kind + " " + value);
                }

                @Override
                public void deliver(Bytes value) {
                    said.add("deliver " + value);
                }
            });

    private void hear(Kind kind, Bytes value, int... generals) {
        for (int general : generals) {
            assertThat(instance.hear(general, kind, value)).isTrue();
        }
    }

    @Test
    void whoHearsTheSenderEchoes() {
        hear(Kind.SEND, V, 0);
        assertThat(said).containsExactly("ECHO 01");
    }

    @Test
    void aQuorumOfEchoesMakesReady() {
        hear(Kind.ECHO, V, 0, 1, 2, 3);
        assertThat(said).isEmpty();
        hear(Kind.ECHO, V, 4);
        assertThat(said).containsExactly("ECHO 01", "READY 01");
    }

    @Test
    void ownEchoCountsInTheQuorum() {
        hear(Kind.ECHO, V, 0, 1, 2, 3);
        hear(Kind.SEND, V, 0);
        assertThat(said).containsExactly("ECHO 01", "READY 01");
    }

    @Test
    void echoesOfDifferentValuesDoNotAddUp() {
        hear(Kind.ECHO, V, 0, 1, 2);
        hear(Kind.ECHO, W, 3, 4, 5);
        assertThat(said).isEmpty();
    }

    @Test
    void oneLoyalReadyMakesReadyAndTwoTraitorsDoNot() {
        hear(Kind.READY, V, 0, 1);
        assertThat(said).isEmpty();
        hear(Kind.READY, V, 2);
        assertThat(said).containsExactly("ECHO 01", "READY 01");
    }

    @Test
    void aLargerLoyalPartThatIsReadyDelivers() {
        hear(Kind.READY, V, 0, 1, 2);
        assertThat(said).doesNotContain("deliver 01");
        hear(Kind.READY, V, 3);
        assertThat(said).containsExactly("ECHO 01", "READY 01", "deliver 01");
        hear(Kind.READY, V, 4, 5);
        assertThat(said).hasSize(3);
    }

    @Test
    void whoHasEchoedOneValueIsReadyForAnotherButEchoesNoMore() {
        hear(Kind.SEND, W, 0);
        hear(Kind.READY, V, 0, 1, 2, 3);
        assertThat(said).containsExactly("ECHO 02", "READY 01", "deliver 01");
    }

    @Test
    void nobodyIsHeardTwice() {
        hear(Kind.READY, V, 0, 1);
        assertThat(instance.hear(0, Kind.READY, V)).isFalse();
        assertThat(instance.hear(0, Kind.READY, W)).isFalse();
        assertThat(instance.hear(1, Kind.READY, V)).isFalse();
        assertThat(said).isEmpty();
    }
}
