package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.PeerListener;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import dev.strategos.core.Undetermined;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three nodes that send to each other over a ladder while the network does its worst; everything drawn from one seed. */
final class LinkRun {

    static final String CHANNEL = "run";
    private static final Group GROUP = Group.named("a", "b", "c");

    final List<TraceRecord> trace = new ArrayList<>();

    private final long seed;
    private final SplittableRandom random;
    private final List<Sender> senders = new ArrayList<>();
    private boolean fifo;
    private boolean crashes;
    private boolean givesUp;

    private LinkRun(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Over reliable links, as yet, at nodes that stay up. */
    static LinkRun of(long seed) {
        return new LinkRun(seed);
    }

    LinkRun fifo() {
        fifo = true;
        return this;
    }

    LinkRun crashing() {
        crashes = true;
        return this;
    }

    /** Peers that do not answer are given up soon. */
    LinkRun givingUp() {
        givesUp = true;
        return this;
    }

    LinkRun play() {
        FaultPlan faults = faults();
        try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(seed)
                .faults(faults)
                .trace(trace::add)
                .build()) {
            for (NodeId node : GROUP) {
                network.node(node).run(env -> {
                    Sender sender = new Sender(env);
                    senders.add(sender);
                    return sender;
                });
            }
            network.runFor(Duration.ofSeconds(3));
            network.heal();
            // Time-outs back off to half a second: two minutes are hundreds of tries for each message.
            network.runFor(Duration.ofMinutes(2));
        }
        // Closing the network at the end of the run is no crash of its nodes.
        trace.removeIf(record -> record.event() instanceof TraceEvent.Stop);
        return this;
    }

    /** The last life of each node. */
    List<Sender> survivors() {
        Map<NodeId, Sender> last = new LinkedHashMap<>();
        senders.forEach(sender -> last.put(sender.env.self(), sender));
        return new ArrayList<>(last.values());
    }

    /** How much of what this life sent was delivered at the top of the ladder, anywhere and at any time. */
    long deliveriesOf(Sender sender) {
        String layer = fifo ? FifoLink.LAYER : ReliableLink.LAYER;
        Peer life = new Peer(sender.env.self(), sender.env.incarnation());
        return trace.stream()
                .filter(record -> record.event() instanceof TraceEvent.Deliver deliver
                        && deliver.layer().equals(layer)
                        && deliver.message().sender().equals(life))
                .count();
    }

    private FaultPlan faults() {
        FaultPlan.Builder faults = FaultPlan.builder()
                .loss(random.nextInt(4) == 0 ? random.nextDouble() * 0.4 : 0.3)
                .duplication(random.nextDouble() * 0.3)
                .reordering(random.nextDouble() * 0.5)
                .delay(DelayLaw.exponential(
                        Duration.ofNanos(random.nextInt(5_000_000)), Duration.ofMillis(1 + random.nextInt(20))));
        if (random.nextBoolean()) {
            NodeId alone = GROUP.member(random.nextInt(3));
            Duration start = Duration.ofMillis(random.nextInt(1_500));
            faults.cut(start, List.of(alone), GROUP.others(alone));
            if (random.nextBoolean()) {
                faults.cut(start, GROUP.others(alone), List.of(alone));
            }
            faults.heal(start.plusMillis(random.nextInt(1_000)));
        }
        if (random.nextBoolean()) {
            faults.pause(
                    Duration.ofMillis(random.nextInt(1_500)),
                    GROUP.member(random.nextInt(3)),
                    Duration.ofMillis(1 + random.nextInt(500)));
        }
        for (int i = crashes ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            NodeId victim = GROUP.member(random.nextInt(3));
            Duration crash = Duration.ofMillis(random.nextInt(2_000));
            faults.crash(crash, victim).recover(crash.plusMillis(random.nextInt(400)), victim);
        }
        return faults.build();
    }

    /** One life of a node: sends numbered messages at random times, as its window allows. */
    final class Sender {

        final Environment env;
        final List<String> restarts = new ArrayList<>();
        final Map<Outcome, Integer> outcomes = new LinkedHashMap<>();
        int sent;
        int handedBack;
        int givenUp;
        int left = 40;
        private final Confirming link;

        Sender(Environment env) {
            this.env = env;
            ReliableConfig.Builder config =
                    ReliableConfig.builder().window(16).windowBytes(1 << 10).maxTimeout(Duration.ofMillis(500));
            if (givesUp) {
                config.giveUpAfter(Duration.ofMillis(400));
            }
            ReliableLink reliable = ReliableLink.over(FairLossLink.over(env.open(CHANNEL)), config.build());
            this.link = fifo ? FifoLink.over(reliable) : reliable;
            link.onDeliver((from, message) -> {});
            link.onPeer(new PeerListener() {
                @Override
                public void onRestarted(Peer old, Peer now, Undetermined undetermined) {
                    restarts.add(old + " became " + now);
                    handedBack += undetermined.count();
                }

                @Override
                public void onGaveUp(NodeId peer, Undetermined undetermined) {
                    givenUp++;
                    handedBack += undetermined.count();
                }
            });
            next();
            pause();
        }

        /** Pushes back now and then, for a while. */
        private void pause() {
            env.schedule(Duration.ofNanos(env.random().nextInt(1_500_000_000)), () -> {
                Lane lane =
                        link.to(env.group().others(env.self()).get(env.random().nextInt(2)));
                lane.pauseDelivery();
                env.schedule(Duration.ofNanos(env.random().nextInt(500_000_000)), lane::resumeDelivery);
            });
        }

        private void next() {
            env.schedule(Duration.ofNanos(env.random().nextInt(60_000_000)), () -> {
                for (int burst = 1 + env.random().nextInt(4); burst > 0 && left > 0; burst--) {
                    sendOne();
                }
                if (left > 0) {
                    next();
                }
            });
        }

        private void sendOne() {
            NodeId to = env.group().others(env.self()).get(env.random().nextInt(2));
            ByteBuffer room = link.claim(to, env.random().nextInt(100));
            if (room == null) {
                link.to(to).whenReady(() -> {});
                return;
            }
            left--;
            sent++;
            link.commit(outcome -> outcomes.merge(outcome, 1, Integer::sum));
        }
    }
}
