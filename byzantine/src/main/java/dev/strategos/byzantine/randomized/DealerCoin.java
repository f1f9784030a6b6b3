package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.signing.Statement;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One general's part of common coins that a trusted dealer has dealt beforehand (Rabin, "Randomized Byzantine Generals", FOCS 1983).
 *
 * <p><b>Assumes the dealer</b>: it deals rightly, tells each general its own part in secret, and forgets the rest; whoever knows what it dealt
 * knows how every coin falls. No run of the protocol can do without it.
 *
 * <p>Each coin is the last bit of a secret shared among the generals: f traitors know nothing of it before a loyal general says its share,
 * which it does in the coin's own round and not before, and any f+1 shares give it to everybody. A share is 8 bytes of it and 16 of salt; each
 * general holds the SHA-256 of everybody's, so that a traitor cannot say another than its own. The bit is even but for one part
 * in 2⁶¹.
 *
 * <p>A coin takes 24 + 32n bytes at each general until its instance is over.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * // the dealer, once:
 * Map<NodeId, DealerCoin> dealt = DealerCoin.deal(group, 1, List.of(new InstanceId(alice, 1)), 64, new SecureRandom());
 * Bytes secretForBob = dealt.get(bob).toBytes();
 * // bob:
 * var agreement = BinaryAgreement.over(link, group, 1, DealerCoin.of(group, secretForBob));
 * }</pre>
 */
public final class DealerCoin implements Coin {

    private static final String DOMAIN = "strategos dealt coin 1";
    private static final int VALUE_BYTES = Long.BYTES;
    private static final int SALT_BYTES = 16;
    private static final int SHARE_BYTES = VALUE_BYTES + SALT_BYTES;
    private static final int HASH_BYTES = 32;

    /** What one general has of one coin: its own share, and everybody's hash in the order of the group. */
    private record Part(Bytes share, List<Bytes> hashes) {}

    private final Group group;
    private final int faults;
    private final Map<InstanceId, List<Part>> parts;

    private DealerCoin(Group group, int faults, Map<InstanceId, List<Part>> parts) {
        this.group = group;
        this.faults = faults;
        this.parts = parts;
    }

    /**
     * Deals, as the dealer.
     *
     * @param group the generals
     * @param faults f: so many together learn nothing beforehand; 0 to n−1
     * @param instances the agreements that coins are dealt for
     * @param rounds how many rounds of each; at least 1. An agreement takes more than r rounds with a probability of about 2⁻ʳ, and is
     *     then left undecided
     * @param random a source fit for keys
     * @return what each general is to be told, and nobody else
     * @throws IllegalArgumentException if a number is out of range, a starter is no general, or an instance is there twice
     */
    public static Map<NodeId, DealerCoin> deal(
            Group group, int faults, List<InstanceId> instances, int rounds, RandomGenerator random) {
        if (faults < 0 || faults >= group.size()) {
            throw new IllegalArgumentException("faults: must be 0 to " + (group.size() - 1) + ", but was " + faults);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds: must be at least 1, but was " + rounds);
        }
        Map<NodeId, DealerCoin> dealt = new LinkedHashMap<>();
        for (NodeId general : group) {
            dealt.put(general, new DealerCoin(group, faults, new LinkedHashMap<>()));
        }
        if (new LinkedHashSet<>(instances).size() < instances.size()) {
            throw new IllegalArgumentException("instances: must differ from each other, but were " + instances);
        }
        for (InstanceId instance : instances) {
            group.rank(instance.starter());
            for (int round = 1; round <= rounds; round++) {
                List<Bytes> shares = shares(group, faults, random);
                List<Bytes> hashes = new ArrayList<>();
                for (NodeId general : group) {
                    hashes.add(hash(instance, round, general, shares.get(group.rank(general))));
                }
                dealt.forEach((general, coin) -> coin.parts
                        .computeIfAbsent(instance, id -> new ArrayList<>())
                        .add(new Part(shares.get(group.rank(general)), List.copyOf(hashes))));
            }
        }
        return dealt;
    }

    private static List<Bytes> shares(Group group, int faults, RandomGenerator random) {
        long[] secret = ShamirField.polynomial(faults, random);
        List<Bytes> shares = new ArrayList<>();
        for (int rank = 0; rank < group.size(); rank++) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            shares.add(Bytes.of(ByteBuffer.allocate(SHARE_BYTES)
                    .putLong(ShamirField.valueAt(secret, rank + 1L))
                    .put(salt)
                    .flip()));
        }
        return shares;
    }

    private static Bytes hash(InstanceId instance, int round, NodeId general, Bytes share) {
        return Bytes.of(new Statement()
                .text(DOMAIN)
                .text(instance.starter().name())
                .number(instance.counter())
                .number(round)
                .text(general.name())
                .bytes(share.buffer())
                .sha256());
    }

    /**
     * What the dealer told a general.
     *
     * @param group the generals
     * @param secret from {@link #toBytes}
     * @return the general's part
     * @throws MalformedMessageException if the bytes are none, or of another group
     */
    public static DealerCoin of(Group group, Bytes secret) throws MalformedMessageException {
        ByteBuffer bytes = secret.buffer();
        int faults = number(bytes);
        int instances = number(bytes);
        if (faults < 0 || faults >= group.size() || instances < 0) {
            throw new MalformedMessageException("coins for " + faults + " faults and " + instances + " instances");
        }
        Map<InstanceId, List<Part>> parts = new LinkedHashMap<>();
        for (int i = 0; i < instances; i++) {
            int rank = number(bytes);
            long counter = rank < 0 || rank >= group.size() || bytes.remaining() < Long.BYTES ? 0 : bytes.getLong();
            int rounds = number(bytes);
            long length = (long) rounds * (SHARE_BYTES + group.size() * HASH_BYTES);
            if (counter < 1 || rounds < 1 || length > bytes.remaining()) {
                throw new MalformedMessageException("coins of an instance in " + bytes.remaining() + " bytes");
            }
            List<Part> coins = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Bytes share = take(bytes, SHARE_BYTES);
                List<Bytes> hashes = new ArrayList<>();
                for (int general = 0; general < group.size(); general++) {
                    hashes.add(take(bytes, HASH_BYTES));
                }
                coins.add(new Part(share, List.copyOf(hashes)));
            }
            InstanceId instance = new InstanceId(group.member(rank), counter);
            requireDealtToOneOf(group, instance, coins.get(0));
            parts.put(instance, coins);
        }
        if (bytes.hasRemaining()) {
            throw new MalformedMessageException(bytes.remaining() + " bytes behind the coins");
        }
        return new DealerCoin(group, faults, parts);
    }

    /** A share that none of these generals was dealt would make a liar of whoever says it. */
    private static void requireDealtToOneOf(Group group, InstanceId instance, Part first)
            throws MalformedMessageException {
        for (NodeId general : group) {
            if (first.hashes().get(group.rank(general)).equals(hash(instance, 1, general, first.share()))) {
                return;
            }
        }
        throw new MalformedMessageException("coins of " + instance + " that were dealt to another group");
    }

    private static int number(ByteBuffer bytes) throws MalformedMessageException {
        if (bytes.remaining() < Integer.BYTES) {
            throw new MalformedMessageException("coins end within a number");
        }
        return bytes.getInt();
    }

    private static Bytes take(ByteBuffer bytes, int length) {
        byte[] taken = new byte[length];
        bytes.get(taken);
        return Bytes.of(taken);
    }

    /**
     * This part as bytes, for the way from the dealer to its general: whoever else reads them is as good as a traitor.
     *
     * @return for {@link #of}
     */
    public Bytes toBytes() {
        int coins = parts.values().stream().mapToInt(List::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES
                + parts.size() * (2 * Integer.BYTES + Long.BYTES)
                + coins * (SHARE_BYTES + group.size() * HASH_BYTES));
        bytes.putInt(faults).putInt(parts.size());
        parts.forEach((instance, dealt) -> {
            bytes.putInt(group.rank(instance.starter()))
                    .putLong(instance.counter())
                    .putInt(dealt.size());
            for (Part part : dealt) {
                bytes.put(part.share().buffer());
                part.hashes().forEach(hash -> bytes.put(hash.buffer()));
            }
        });
        return Bytes.of(bytes.flip());
    }

    @Override
    public String name() {
        return "dealer(" + faults + ")";
    }

    @Override
    public boolean isCommon() {
        return true;
    }

    @Override
    public int rounds(InstanceId instance) {
        List<Part> dealt = parts.get(instance);
        return dealt == null ? 0 : dealt.size();
    }

    @Override
    public int shareBytes() {
        return SHARE_BYTES;
    }

    @Override
    public int sharesNeeded() {
        return faults + 1;
    }

    @Override
    public Bytes share(InstanceId instance, int round) {
        return part(instance, round).share();
    }

    @Override
    public boolean isGenuine(InstanceId instance, int round, NodeId general, Bytes share) {
        return part(instance, round).hashes().get(group.rank(general)).equals(hash(instance, round, general, share));
    }

    @Override
    public boolean toss(InstanceId instance, int round, Map<NodeId, Bytes> shares) {
        Map<Long, Long> points = new LinkedHashMap<>();
        for (Map.Entry<NodeId, Bytes> share : shares.entrySet()) {
            if (points.size() < sharesNeeded()) {
                points.put(
                        group.rank(share.getKey()) + 1L,
                        share.getValue().buffer().getLong());
            }
        }
        return (ShamirField.valueAtZero(points) & 1) == 1;
    }

    @Override
    public void forget(InstanceId instance) {
        parts.remove(instance);
    }

    private Part part(InstanceId instance, int round) {
        List<Part> dealt = parts.getOrDefault(instance, List.of());
        if (round < 1 || round > dealt.size()) {
            throw new IllegalArgumentException(
                    "round: must be 1 to " + dealt.size() + " in " + instance + ", but was " + round);
        }
        return dealt.get(round - 1);
    }

    /** How much there is; never what. */
    @Override
    public String toString() {
        return name() + " for " + parts.size() + " instances";
    }
}
