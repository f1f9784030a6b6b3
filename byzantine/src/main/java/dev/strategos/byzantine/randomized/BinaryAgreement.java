package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.byzantine.station.Header;
import dev.strategos.byzantine.station.Station;
import dev.strategos.core.Codec;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asynchronous binary agreement: generals that say yes or no decide alike, whatever the speed of messages, with the help of a {@link Coin}.
 *
 * <p>Guarantees, among n &gt; 3f generals of which at most f are traitors:
 *
 * <ul>
 *   <li><b>agreement</b>: no two loyal generals decide differently;
 *   <li><b>validity</b>: what is decided, a loyal general proposed; so if all of them propose the same, they decide that;
 *   <li><b>integrity</b>: nobody decides twice;
 *   <li><b>termination</b>: with probability 1 every loyal general decides, and stops, once all have proposed.
 * </ul>
 *
 * <p>The algorithm is that of Mostéfaoui, Moumen, Raynal, "Signature-Free Asynchronous Byzantine Consensus with t &lt; n/3 and O(n²)
 * Messages", PODC 2014, figures 1 and 2 (BVAL, AUX), with the CONF votes that it needs where the network may know the coin as soon as one
 * loyal general does (amiller/HoneyBadgerBFT, issue 59). A general that decides says TERM and goes on; f+1 TERMs decide, 2f+1 end it.
 *
 * <p>With a common coin, such as {@link DealerCoin}, the expected number of rounds is at most 4, and a round takes at most 5n(n−1)
 * messages: one or two BVAL, AUX, CONF and a share from everybody; TERM is n(n−1) more. With a coin that is not common, such as {@link LocalCoin}, a round has
 * two more votes (ECHO4 and ECHO5) instead of shares, at most 6n(n−1) messages; generals of one mind decide in round 1 without a coin, and in the
 * worst case the expected number of rounds grows exponentially with n. FLP 1985 forbids deterministic protocols this: here runs that never end
 * exist, and have probability 0.
 *
 * <p>Assumes a reliable link that tells who sent a message, and nothing of time; of the dealer's coin, the dealer. A node that restarts
 * counts as faulty. <i>Not</i> promised: a bound on rounds or time; anything before all loyal generals have proposed.
 *
 * <p><b>Memory.</b> A finished agreement leaves a watermark: counters of one starter begin in growing order, and late messages bring none back. Of
 * an agreement under way, rounds that are past keep only their BVALs for the slower, and of rounds to come at most 64 are kept: who lags
 * further behind than that counts as faulty. Messages of agreements that this general has not begun wait, 4,096 of each peer; what does not
 * fit is dropped and reported.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var agreement = BinaryAgreement.over(link, Group.named("alice", "bob", "carol", "dave"), 1, new LocalCoin(env.random()));
 * agreement.propose(new InstanceId(alice, 1), true).onDecision(yes -> System.out.println(yes ? "attack" : "retreat"));
 * }</pre>
 */
public final class BinaryAgreement {

    private static final String NAME = "ABA";

    private static final Codec<Boolean> BITS = new Codec<>() {
        @Override
        public ByteBuffer encode(Boolean message) {
            return ByteBuffer.allocate(1).put((byte) (message ? 1 : 0)).flip();
        }

        @Override
        public Boolean decode(ByteBuffer bytes) {
            return bytes.get(bytes.position()) == 1;
        }
    };

    private final Station station;
    private final Coin coin;
    private final BallotFormat format;
    private final Map<InstanceId, BallotPart> running = new LinkedHashMap<>();
    private final Map<NodeId, Long> begun = new LinkedHashMap<>();
    private final Map<NodeId, Waiting> waiting = new LinkedHashMap<>();

    private BinaryAgreement(Stackable link, Group group, int faults, Coin coin) {
        Convention convention = convention(group, faults, coin);
        this.coin = coin;
        this.station = new Station(link, convention, this::hear);
        this.format = new BallotFormat(convention.framing(), coin.shareBytes());
        for (NodeId peer : group.others(station.env().self())) {
            waiting.put(peer, new Waiting());
        }
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param group the generals
     * @param faults f, how many traitors to tolerate; at least 0
     * @param coin this general's part of a coin, of the same sort at all generals
     * @return the protocol
     * @throws IllegalArgumentException if n ≤ 3f; if this node is not a general; if the coin needs more shares than n−f generals are
     *     certain to have
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static BinaryAgreement over(Stackable link, Group group, int faults, Coin coin) {
        requireGenerals(group.size(), faults);
        if (coin.sharesNeeded() > group.size() - faults || (coin.sharesNeeded() > 0 && coin.sharesNeeded() <= faults)) {
            throw new IllegalArgumentException("coin: must need more than f = " + faults + " shares and at most n−f = "
                    + (group.size() - faults) + ", but needs " + coin.sharesNeeded());
        }
        return new BinaryAgreement(link, group, faults, coin);
    }

    /**
     * Refuses what no asynchronous agreement can do.
     *
     * @param generals n
     * @param faults f
     * @throws IllegalArgumentException if f is negative or n ≤ 3f; it names the theorem
     */
    public static void requireGenerals(int generals, int faults) {
        Convention.requireGenerals(NAME, generals, faults);
    }

    /**
     * A lens for traitors: how one lies in binary agreement. The variants of a vote are the same vote for other values; those of a share are
     * the true one, and one that is none.
     *
     * @param group the generals
     * @param faults f
     * @param coin of the same sort as the generals'
     * @return the lens
     */
    public static MessageLens<BallotMessage> lens(Group group, int faults, Coin coin) {
        return new BallotLens(new BallotFormat(convention(group, faults, coin).framing(), coin.shareBytes()));
    }

    private static Convention convention(Group group, int faults, Coin coin) {
        String name = NAME + "(" + faults + ")";
        Bytes hash = new GroupConfig<>(group, BITS, false, 1, "").hash(name + " with coin " + coin.name());
        return Convention.of(
                name, faults, group, BallotFormat.FORMAT, hash, BallotFormat.longestBody(coin.shareBytes()));
    }

    /**
     * The algorithm and its f, such as {@code ABA(1)}.
     *
     * @return the name
     */
    public String name() {
        return station.convention().name();
    }

    /**
     * How many traitors are tolerated.
     *
     * @return f, at least 0
     */
    public int faults() {
        return station.convention().faults();
    }

    /**
     * Takes part, with a proposal.
     *
     * @param instance which agreement; its counter is higher than that of all agreements of the same starter that this general began
     * @param proposal yes or no
     * @return the agreement
     * @throws IllegalArgumentException if the starter is not a general, the counter is not higher, or there is no coin for the instance
     */
    public Ballot propose(InstanceId instance, boolean proposal) {
        station.env().requireLoop(name());
        station.convention().group().rank(instance.starter());
        long last = begun.getOrDefault(instance.starter(), 0L);
        if (instance.counter() <= last) {
            throw new IllegalArgumentException("instance: must have a counter above " + last + ", the last that '"
                    + instance.starter() + "' started here, but was " + instance);
        }
        if (coin.rounds(instance) < 1) {
            throw new IllegalArgumentException("instance: must be one that there is a coin for, but was " + instance);
        }
        if (coin.isCommon()
                && coin.sharesNeeded() > 0
                && !coin.isGenuine(instance, 1, station.env().self(), coin.share(instance, 1))) {
            throw new IllegalStateException("coin: its shares are not those of '"
                    + station.env().self() + "': it was given another general's part");
        }
        begun.put(instance.starter(), instance.counter());
        BallotPart part = new BallotPart(instance, station, coin, new Voice());
        running.put(instance, part);
        part.begin(proposal);
        waiting.forEach((from, messages) -> messages.take(instance).forEach(message -> part.receive(from, message)));
        return part;
    }

    /**
     * What all agreements cost this general so far. Its rounds are not counted here.
     *
     * @return a snapshot
     */
    public Counters counters() {
        return station.counters();
    }

    /** How many agreements are kept. */
    int running() {
        return running.size();
    }

    private void hear(NodeId from, Header header, ByteBuffer body) throws MalformedMessageException {
        BallotMessage message = format.decode(header, body);
        InstanceId instance = message.instance();
        BallotPart part = running.get(instance);
        if (part != null) {
            part.receive(from, message);
        } else if (instance.counter() > begun.getOrDefault(instance.starter(), 0L)
                && !waitingOf(from).add(message)) {
            station.report(
                    from,
                    Fault.Kind.OVERLOAD,
                    "no room for more messages of agreements that have not begun here, such as " + instance);
        }
    }

    private Waiting waitingOf(NodeId from) {
        return waiting.computeIfAbsent(from, peer -> new Waiting());
    }

    private final class Voice implements BallotPart.Host {

        @Override
        public void say(BallotMessage message) {
            station.sendToOthers(format.encode(message));
        }

        @Override
        public void end(BallotPart part) {
            running.remove(part.instance());
            coin.forget(part.instance());
        }
    }
}
