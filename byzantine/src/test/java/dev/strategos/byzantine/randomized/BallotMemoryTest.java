package dev.strategos.byzantine.randomized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.randomized.BallotMessage.Kind;
import dev.strategos.byzantine.randomized.BallotMessage.Vote;
import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a general holds of agreements: bounded whatever a peer sends, and nothing of those that are over. */
class BallotMemoryTest {

    @Test
    void roundsToComeAreBounded() {
        try (Booth booth = Booth.withLocalCoin(1).propose(true)) {
            for (int round = 2; round <= 300; round++) {
                booth.vote(round, Kind.AUX, Values.TRUE, 3);
            }
            assertThat(((BallotPart) booth.ballot).roundsKept()).isEqualTo(1 + BallotPart.ROUNDS_AHEAD);
            assertThat(booth.reported)
                    .anyMatch(fault -> fault.kind() == Fault.Kind.OVERLOAD
                            && Booth.GROUP.member(3).equals(fault.who()));
        }
    }

    @Test
    void whatHasNotBegunWaitsUpToABound() {
        try (Booth booth = Booth.withLocalCoin(1)) {
            booth.vote(1, Kind.BVAL, Values.TRUE, 1, 2);
            for (int counter = 2; counter <= Waiting.MOST_MESSAGES + 2; counter++) {
                booth.send(3, new Vote(new InstanceId(NodeId.of("g3"), counter), 1, Kind.BVAL, Values.TRUE));
            }
            assertThat(booth.reported)
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.OVERLOAD));
            booth.propose(true);
            assertThat(booth.said(1, Kind.AUX))
                    .as("the others' messages are there")
                    .hasSize(1);
        }
    }

    @Test
    void whatIsOverIsNotBroughtBack() {
        try (Booth booth = Booth.withDealer(1).propose(true).vote(1, Kind.TERM, Values.FALSE, 1, 2)) {
            assertThat(booth.ballot.isOver()).isTrue();
            int said = booth.said.size();
            booth.vote(1, Kind.BVAL, Values.FALSE, 1, 2, 3).vote(2, Kind.BVAL, Values.FALSE, 1, 2, 3);
            assertThat(booth.said).hasSize(said);
            assertThat(booth.agreement.running()).isZero();
            assertThatThrownBy(() -> booth.propose(true)).hasMessageContaining("must have a counter above 1");
        }
    }

    /** Else all others would take it for a liar. */
    @Test
    void anotherGeneralsPartOfTheCoinIsRefused() {
        try (Booth booth = Booth.withPartOf("g2")) {
            assertThatThrownBy(() -> booth.propose(true))
                    .hasMessageContaining("coin: its shares are not those of 'g0'");
            assertThat(booth.said).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyBytesAreSurvived(boolean dealer) {
        SplittableRandom random = new SplittableRandom(5);
        try (Booth booth = (dealer ? Booth.withDealer(1) : Booth.withLocalCoin(1)).propose(true)) {
            byte[] good = new byte[25];
            booth.lens
                    .encode(new Vote(Booth.INSTANCE, 1, Kind.AUX, Values.TRUE))
                    .get(good);
            good[19] = 7;
            booth.send(3, ByteBuffer.wrap(good, 0, 24));
            for (int i = 0; i < 500; i++) {
                byte[] bytes = good.clone();
                bytes[19] = (byte) random.nextInt(9);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                booth.send(3, ByteBuffer.wrap(bytes, 0, random.nextInt(4) == 0 ? random.nextInt(25) : 25));
            }
            assertThat(booth.reported)
                    .isNotEmpty()
                    .allMatch(fault -> Booth.GROUP.member(3).equals(fault.who()));
        }
    }

    /** The bytes of docs/wire-format-byzantine.md. */
    @Test
    void bytesAreStable() {
        var coin = new LocalCoin(new SplittableRandom(0));
        var lens = BinaryAgreement.lens(Booth.GROUP, 1, coin);
        byte[] bytes = new byte[25];
        lens.encode(new Vote(new InstanceId(NodeId.of("g2"), 7), 3, Kind.CONF, Values.BOTH))
                .get(bytes);
        assertThat(HexFormat.of().formatHex(bytes, 0, 1)).isEqualTo("12");
        assertThat(HexFormat.of().formatHex(bytes, 9, 25))
                .isEqualTo("0002" + "0000000000000007" + "03" + "00000003" + "03");
    }
}
