package dev.strategos.byzantine.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.byzantine.broadcast.BroadcastMessage.Kind;
import dev.strategos.core.Fault;
import dev.strategos.testkit.adversary.Strategies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a general holds of broadcasts: bounded whatever traitors send, and nothing of those that are over. */
class BrachaMemoryTest {

    private static final int WINDOW = 256;

    private static BroadcastMessage message(Heralds heralds, int sender, long counter, Kind kind, String value) {
        return new BroadcastMessage(heralds.instance(sender, counter), kind, heralds.config.encode(value));
    }

    @Test
    void whatIsOverIsNotBroughtBackByLateMessages() {
        try (Heralds heralds =
                new Heralds(4, 1, 3).puppet(3).start().broadcast(0, "attack").end()) {
            assertThat(heralds.deliveredBy(1)).containsExactly("g0/1 attack");
            long before = heralds.total().physicalMessages();
            for (Kind kind : List.of(Kind.ECHO, Kind.READY)) {
                heralds.send(3, 1, message(heralds, 0, 1, kind, "retreat"));
            }
            assertThat(heralds.heralds.get(heralds.general(1)).open(heralds.general(0)))
                    .isZero();
            assertThat(heralds.deliveredBy(1)).hasSize(1);
            assertThat(heralds.total().physicalMessages()).isEqualTo(before);
        }
    }

    @Test
    void aTraitorThatFinishesNothingUsesUpItsOwnRoomOnly() {
        try (Heralds heralds = new Heralds(4, 1, 3).puppet(3).start()) {
            for (long counter = 1; counter <= 2 * WINDOW; counter++) {
                heralds.send(3, 0, message(heralds, 3, counter, Kind.SEND, "attack"));
            }
            BrachaBroadcast<String> general = heralds.heralds.get(heralds.general(0));
            assertThat(general.open(heralds.general(3))).isEqualTo(WINDOW);
            assertThat(heralds.reported)
                    .anyMatch(fault -> fault.kind() == Fault.Kind.OVERLOAD
                            && heralds.general(3).equals(fault.who()));
            heralds.broadcast(1, "retreat").end();
            assertThat(heralds.deliveredBy(0)).containsExactly("g1/1 retreat");
        }
    }

    @Test
    void nobodyUsesUpAnothersRoomForItsOwnBroadcasts() {
        try (Heralds heralds = new Heralds(4, 1, 3).puppet(3).start()) {
            for (long counter = 1; counter <= WINDOW; counter++) {
                heralds.send(3, 0, message(heralds, 0, counter, Kind.ECHO, "retreat"));
            }
            for (int i = 0; i < 100; i++) {
                heralds.broadcast(0, "attack").end();
            }
            assertThat(heralds.deliveredBy(1)).hasSize(100).allMatch(text -> text.endsWith("attack"));
        }
    }

    @Test
    void aBroadcasterWaitsWhenTooMuchIsUnderWay() {
        try (Heralds heralds = new Heralds(4, 1, 3).start()) {
            BrachaBroadcast<String> general = heralds.heralds.get(heralds.general(0));
            List<Throwable> thrown = new ArrayList<>();
            heralds.network.node("g0").execute(() -> {
                for (int i = 0; i < general.mostOpen(); i++) {
                    general.broadcast("attack");
                }
                try {
                    general.broadcast("one too many");
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            });
            heralds.end();
            assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("64 broadcasts"));
            assertThat(heralds.deliveredBy(2)).hasSize(64);
            assertThat(general.open()).isZero();
        }
    }

    @Test
    void longValuesMakeTheWindowNarrow() {
        try (Heralds heralds = new Heralds(4, 1, 3)) {
            assertThat(Broadcasts.window(heralds.config)).isEqualTo(WINDOW);
            assertThat(Broadcasts.window(heralds.config.withMaxValueBytes(1 << 16)))
                    .isEqualTo(32);
            assertThat(Broadcasts.window(heralds.config.withMaxValueBytes(1 << 20)))
                    .isEqualTo(4);
        }
    }

    @Test
    void bytesThatMeanNothingAreReportedAndHarmNobody() {
        try (Heralds heralds =
                new Heralds(4, 1, 3).traitor(3, Strategies.malforming()).start()) {
            heralds.broadcast(0, "attack").broadcast(3, "retreat").end();
            assertThat(heralds.deliveredBy(1)).containsExactly("g0/1 attack");
            assertThat(heralds.reported)
                    .isNotEmpty()
                    .allMatch(fault -> fault.kind() == Fault.Kind.MALFORMED_MESSAGE
                            && heralds.general(3).equals(fault.who()));
        }
    }

    /** A sender may have all echo bytes that the codec refuses: nobody delivers them, and the broadcast is over all the same. */
    @Test
    void aValueThatNobodyCanReadIsDeliveredToNobody() {
        try (Heralds heralds = new Heralds(4, 1, 3).puppet(3).start()) {
            ByteBuffer sent = heralds.lens().encode(message(heralds, 3, 1, Kind.SEND, "?"));
            sent.put(sent.limit() - 1, (byte) 0xff);
            for (int to = 0; to < 3; to++) {
                heralds.send(3, to, sent);
            }
            assertThat(heralds.delivered).isEmpty();
            assertThat(heralds.heralds.get(heralds.general(0)).open(heralds.general(3)))
                    .isZero();
            assertThat(heralds.reported).hasSize(3).allMatch(fault -> fault.kind() == Fault.Kind.MALFORMED_MESSAGE);
        }
    }
}
