package dev.strategos.byzantine.randomized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DealerCoinTest {

    private static final Group GROUP = Group.named("a", "b", "c", "d", "e", "f", "g");
    private static final InstanceId INSTANCE = new InstanceId(NodeId.of("a"), 3);

    private static Map<NodeId, DealerCoin> deal(int rounds) {
        return DealerCoin.deal(GROUP, 2, List.of(INSTANCE), rounds, new SplittableRandom(11));
    }

    private static Map<NodeId, Bytes> shares(Map<NodeId, DealerCoin> dealt, int round, int... ranks) {
        Map<NodeId, Bytes> shares = new LinkedHashMap<>();
        for (int rank : ranks) {
            shares.put(GROUP.member(rank), dealt.get(GROUP.member(rank)).share(INSTANCE, round));
        }
        return shares;
    }

    @Test
    void anyThreeOfSevenMakeItFallAlike() {
        Map<NodeId, DealerCoin> dealt = deal(200);
        int heads = 0;
        for (int round = 1; round <= 200; round++) {
            DealerCoin coin = dealt.get(GROUP.member(round % 7));
            boolean side = coin.toss(INSTANCE, round, shares(dealt, round, 0, 1, 2));
            assertThat(coin.toss(INSTANCE, round, shares(dealt, round, 6, 3, 5)))
                    .isEqualTo(side);
            assertThat(coin.toss(INSTANCE, round, shares(dealt, round, 4, 2, 0, 6)))
                    .isEqualTo(side);
            heads += side ? 1 : 0;
        }
        assertThat(heads).isBetween(75, 125);
    }

    /** f shares and either side go together: through them and any secret there is a polynomial of degree f. */
    @Test
    void twoOfSevenKnowNothing() {
        long[] first = ShamirField.polynomial(2, new SplittableRandom(1));
        for (long secret = 0; secret < 4; secret++) {
            Map<Long, Long> points = new LinkedHashMap<>();
            points.put(1L, ShamirField.valueAt(first, 1));
            points.put(2L, ShamirField.valueAt(first, 2));
            points.put(3L, third(points, secret));
            assertThat(ShamirField.valueAtZero(points)).isEqualTo(secret);
        }
    }

    /** The value at 3 that makes the secret so: L(0) is linear in it. */
    private static long third(Map<Long, Long> two, long secret) {
        BigInteger prime = BigInteger.valueOf(ShamirField.PRIME);
        Map<Long, Long> zero = new LinkedHashMap<>(two);
        zero.put(3L, 0L);
        Map<Long, Long> one = new LinkedHashMap<>(two);
        one.put(3L, 1L);
        BigInteger at0 = BigInteger.valueOf(ShamirField.valueAtZero(zero));
        BigInteger at1 = BigInteger.valueOf(ShamirField.valueAtZero(one));
        return BigInteger.valueOf(secret)
                .subtract(at0)
                .multiply(at1.subtract(at0).modInverse(prime))
                .mod(prime)
                .longValueExact();
    }

    @Test
    void multipliesAsTheField() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            long a = i < 4 ? ShamirField.PRIME - 1 - i % 2 : random.nextLong(ShamirField.PRIME);
            long b = i < 4 ? ShamirField.PRIME - 1 - i / 2 : random.nextLong(ShamirField.PRIME);
            assertThat(ShamirField.multiply(a, b))
                    .isEqualTo(BigInteger.valueOf(a)
                            .multiply(BigInteger.valueOf(b))
                            .mod(BigInteger.valueOf(ShamirField.PRIME))
                            .longValueExact());
        }
    }

    @Test
    void onlyOnesOwnShareOfThatRoundIsGenuine() {
        Map<NodeId, DealerCoin> dealt = deal(2);
        NodeId b = NodeId.of("b");
        DealerCoin judge = dealt.get(NodeId.of("g"));
        Bytes share = dealt.get(b).share(INSTANCE, 1);
        assertThat(judge.isGenuine(INSTANCE, 1, b, share)).isTrue();
        assertThat(judge.isGenuine(INSTANCE, 2, b, share)).isFalse();
        assertThat(judge.isGenuine(INSTANCE, 1, NodeId.of("c"), share)).isFalse();
        for (int place = 0; place < share.length(); place++) {
            byte[] changed = share.toArray();
            changed[place] ^= 1;
            assertThat(judge.isGenuine(INSTANCE, 1, b, Bytes.of(changed))).isFalse();
        }
    }

    @Test
    void travelsAsBytes() throws MalformedMessageException {
        DealerCoin coin = deal(3).get(NodeId.of("c"));
        DealerCoin read = DealerCoin.of(GROUP, coin.toBytes());
        assertThat(read.toBytes()).isEqualTo(coin.toBytes());
        assertThat(read.rounds(INSTANCE)).isEqualTo(3);
        assertThat(read.share(INSTANCE, 2)).isEqualTo(coin.share(INSTANCE, 2));
        byte[] bytes = coin.toBytes().toArray();
        for (int length = 0; length < bytes.length; length++) {
            Bytes cut = Bytes.of(java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> DealerCoin.of(GROUP, cut)).isInstanceOf(MalformedMessageException.class);
        }
    }

    /** As many generals, but others: whoever told a share of it would be taken for a liar. */
    @Test
    void isOfOneGroup() {
        Bytes secret = deal(3).get(NodeId.of("c")).toBytes();
        assertThatThrownBy(() -> DealerCoin.of(Group.named("h", "i", "j", "k", "l", "m", "n"), secret))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("another group");
    }

    @Test
    void isGoneWithItsInstance() {
        DealerCoin coin = deal(3).get(NodeId.of("c"));
        coin.forget(INSTANCE);
        assertThat(coin.rounds(INSTANCE)).isZero();
        assertThatThrownBy(() -> coin.share(INSTANCE, 1)).hasMessageContaining("round: must be 1 to 0");
    }

    @Test
    void refusesWhatCannotBeDealt() {
        assertThatThrownBy(() -> DealerCoin.deal(GROUP, 7, List.of(), 1, new SplittableRandom(1)))
                .hasMessageContaining("faults: must be 0 to 6, but was 7");
        assertThatThrownBy(() -> DealerCoin.deal(GROUP, 2, List.of(INSTANCE, INSTANCE), 3, new SplittableRandom(1)))
                .hasMessageContaining("instances: must differ from each other");
        assertThatThrownBy(() -> DealerCoin.deal(GROUP, 2, List.of(), 0, new SplittableRandom(1)))
                .hasMessageContaining("rounds: must be at least 1, but was 0");
    }
}
