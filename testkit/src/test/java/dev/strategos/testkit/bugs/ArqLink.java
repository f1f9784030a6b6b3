package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.core.MessageId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.properties.LinkProperties;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;

/** Go-back-n between two nodes that do not restart: cumulative acknowledgements, and everything open again every 100 ms. */
final class ArqLink extends SmallNode {

    private static final int DATA = 1;
    private static final int ACKNOWLEDGEMENT = 2;
    private static final int WINDOW = 8;
    private static final int FEW_NUMBERS = 4;

    private final int peer = 1 - rank;
    private int accepted;
    private int acknowledged;
    private int expected;
    private int sentUpTo;

    ArqLink(Environment env, Bug bug) {
        super(env, bug);
        if (!has(Bug.LINK_NEVER_RETRANSMITS)) {
            every(Duration.ofMillis(100), () -> sentUpTo = acknowledged);
        }
        every(Duration.ofMillis(10), this::fillWindow);
    }

    static void scenario(Simulation sim, Bug bug) {
        Replicas<ArqLink> links = sim.nodes("a", "b")
                .faults(Swarm.standard().without(Swarm.Fault.CRASH, Swarm.Fault.UNCONFIRMED_SYNC))
                .start(env -> new ArqLink(env, bug));
        sim.inputs(60, Duration.ofSeconds(9), links, random -> "message", (link, message) -> link.accept());
        sim.run(Duration.ofSeconds(10));
        properties(sim);
        sim.heal();
        sim.run(Duration.ofSeconds(20));
        properties(sim).reliableDelivery();
    }

    private static LinkProperties properties(Simulation sim) {
        return LinkProperties.of("seed " + sim.seed(), sim.trace(), "x", "arq")
                .noCreation()
                .noDuplication()
                .fifoDelivery();
    }

    private void accept() {
        env.tracer().trace(new TraceEvent.Send("x", "arq", id(rank, accepted), 4));
        accepted++;
    }

    private MessageId id(int sender, int number) {
        return new MessageId(new Peer(node(sender), env.incarnation()), node(1 - sender), number);
    }

    private void fillWindow() {
        while (sentUpTo < accepted && sentUpTo < acknowledged + WINDOW) {
            send(peer, DATA, has(Bug.LINK_NUMBERS_WRAP) ? sentUpTo % FEW_NUMBERS : sentUpTo);
            sentUpTo++;
        }
    }

    @Override
    void received(int from, int[] message) {
        if (message[0] == DATA) {
            data(message[1]);
        } else {
            acknowledgement(message[1]);
        }
    }

    private void data(int number) {
        boolean wraps = has(Bug.LINK_NUMBERS_WRAP);
        boolean next = number == (wraps ? expected % FEW_NUMBERS : expected);
        if (next || (number > expected && has(Bug.LINK_DELIVERS_BEYOND_GAPS))) {
            int delivered = wraps ? expected : number;
            env.tracer().trace(new TraceEvent.Deliver("x", "arq", id(peer, delivered), 4));
            expected = delivered + 1;
        } else if (number < expected && has(Bug.LINK_DELIVERS_AGAIN)) {
            env.tracer().trace(new TraceEvent.Deliver("x", "arq", id(peer, number), 4));
        }
        boolean early = has(Bug.LINK_ACKNOWLEDGES_BEFORE_THE_GAP_CHECK);
        send(peer, ACKNOWLEDGEMENT, early ? Math.max(expected, number + 1) : expected);
    }

    private void acknowledgement(int upTo) {
        if (has(Bug.LINK_TAKES_ANY_ACKNOWLEDGEMENT)) {
            acknowledged = Math.min(accepted, acknowledged + 1);
        } else {
            int read = has(Bug.LINK_ACKNOWLEDGES_ONE_TOO_MANY) ? Math.min(accepted, upTo + 1) : upTo;
            acknowledged = Math.max(acknowledged, read);
        }
        sentUpTo = Math.max(sentUpTo, acknowledged);
    }
}
