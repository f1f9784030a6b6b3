package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.broadcast.BroadcastMessage.Kind;
import dev.strategos.byzantine.station.Convention;
import dev.strategos.byzantine.station.Header;
import dev.strategos.core.Fault;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bracha's reliable broadcast: what one loyal general delivers, all loyal ones deliver, even if the sender is a traitor.
 *
 * <p>Guarantees, among n &gt; 3f generals of which at most f are traitors (Bracha, "Asynchronous Byzantine Agreement Protocols",
 * Information and Computation 75, 1987, section 3; Cachin, Guerraoui, Rodrigues 2011, module 3.12), for any type of values and at any speed of
 * messages:
 *
 * <ul>
 *   <li><b>validity</b>: what a loyal general broadcasts, every loyal general delivers in the end;
 *   <li><b>no duplication</b>: a loyal general delivers at most one value per broadcast;
 *   <li><b>integrity</b>: what is delivered as a loyal general's was broadcast by it;
 *   <li><b>consistency</b>: no two loyal generals deliver different values of the same broadcast;
 *   <li><b>totality</b>: if one loyal general delivers something, every loyal one does in the end.
 * </ul>
 *
 * <p><i>Not</i> promised: that anything is delivered of a traitor's broadcast; an order among broadcasts; secrecy.
 *
 * <p>Assumes a reliable link that tells who sent a message, and nothing of time. A broadcast takes three steps of messages (SEND, ECHO,
 * READY), and (n−1)(2n+1) messages if nobody is faulty. A node that restarts counts as faulty: it has forgotten what it said.
 *
 * <p><b>Memory.</b> A delivered broadcast leaves nothing but a watermark per sender, and late messages never bring it back: whoever
 * delivers has echoed and is ready, so there is nothing left to help with. Of each sender at most 256 broadcasts beyond the watermark are held,
 * fewer if values may be so long that those would hold more than 16 MiB; a sender has at most a quarter of them under way. So
 * the promises hold for loyal generals that lag behind the fastest by no more than the other three quarters; of one that lags further, messages
 * are dropped and reported, and it counts as faulty.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var config = GroupConfig.of(Group.named("alice", "bob", "carol", "dave"), Codec.utf8(), "");
 * var broadcast = BrachaBroadcast.over(link, config, 1);
 * broadcast.onDeliver((instance, news) -> System.out.println(instance.starter() + " says " + news));
 * broadcast.broadcast("the bridge is down");
 * }</pre>
 *
 * @param <V> the values
 */
public final class BrachaBroadcast<V> extends StationBroadcast<V, BrachaInstance> {

    private static final String NAME = "BRB";

    private final BroadcastFormat format;

    private BrachaBroadcast(Stackable link, GroupConfig<V> config, int faults) {
        super(link, config, convention(config, faults));
        this.format = new BroadcastFormat(station.convention().framing(), config.maxValueBytes());
    }

    @Override
    BrachaInstance begin(InstanceId instance) {
        return new BrachaInstance(
                station.convention(), config.group().rank(station.env().self()), new Speaker(instance));
    }

    /**
     * Stands on a link, which is the protocol's own from now on.
     *
     * @param link reliable, with all generals at its other ends
     * @param config the same at all generals
     * @param faults f, how many traitors to tolerate; at least 0
     * @param <V> the values
     * @return the protocol
     * @throws IllegalArgumentException if n ≤ 3f; if this node is not a general; if the longest value exceeds what the link takes
     * @throws dev.strategos.core.model.UnmetAssumptionException if the link's model is weaker than assumed
     */
    public static <V> BrachaBroadcast<V> over(Stackable link, GroupConfig<V> config, int faults) {
        requireGenerals(config.group().size(), faults);
        return new BrachaBroadcast<>(link, config, faults);
    }

    /**
     * Refuses what no reliable broadcast can do.
     *
     * @param generals n
     * @param faults f
     * @throws IllegalArgumentException if f is negative or n ≤ 3f; it names the theorem
     */
    public static void requireGenerals(int generals, int faults) {
        Convention.requireGenerals(NAME, generals, faults);
    }

    /**
     * A lens for traitors: how one lies in Bracha's broadcast. Each variant says the same of another value of the alphabet.
     *
     * @param config the same at all generals
     * @param faults f
     * @param alphabet the values that traitors use; at least one
     * @param <V> the values
     * @return the lens
     * @throws IllegalArgumentException if the alphabet is empty or has a value that encodes to more than the limit
     */
    public static <V> MessageLens<BroadcastMessage> lens(GroupConfig<V> config, int faults, List<V> alphabet) {
        return new BrachaLens<>(
                new BroadcastFormat(convention(config, faults).framing(), config.maxValueBytes()),
                new ValueNames<>(config, alphabet));
    }

    private static Convention convention(GroupConfig<?> config, int faults) {
        String name = NAME + "(" + faults + ")";
        return Convention.of(
                name, faults, config.group(), BroadcastFormat.FORMAT, config.hash(name), config.maxValueBytes());
    }

    @Override
    public InstanceId broadcast(V value) {
        station.env().requireLoop(name());
        Bytes encoded = config.encode(value);
        InstanceId instance = broadcasts.next();
        say(new BroadcastMessage(instance, Kind.SEND, encoded));
        take(station.env().self(), new BroadcastMessage(instance, Kind.SEND, encoded));
        return instance;
    }

    @Override
    void hear(NodeId from, Header header, ByteBuffer body) throws MalformedMessageException {
        BroadcastMessage message = format.decode(header, body);
        if (message.kind() == Kind.SEND && !message.instance().starter().equals(from)) {
            station.report(
                    from, Fault.Kind.PROTOCOL_VIOLATION, "begins " + message.instance() + ", which is another's");
            return;
        }
        take(from, message);
    }

    private void take(NodeId from, BroadcastMessage message) {
        BrachaInstance instance = broadcasts.at(message.instance(), from);
        if (instance != null && !instance.hear(config.group().rank(from), message.kind(), message.value())) {
            station.report(
                    from, Fault.Kind.PROTOCOL_VIOLATION, "says " + message.kind() + " twice in " + message.instance());
        }
    }

    private void say(BroadcastMessage message) {
        station.sendToOthers(format.encode(message));
    }

    private final class Speaker implements BrachaInstance.Voice {

        private final InstanceId instance;

        Speaker(InstanceId instance) {
            this.instance = instance;
        }

        @Override
        public void say(Kind kind, Bytes value) {
            BrachaBroadcast.this.say(new BroadcastMessage(instance, kind, value));
        }

        @Override
        public void deliver(Bytes value) {
            broadcasts.deliver(instance, value);
        }
    }
}
