package dev.strategos.links;

import dev.strategos.core.Environment;
import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.SyncResult;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Three nodes that send to each other over logged links while the network and the nodes do their worst; all drawn from one seed. */
final class LoggedRun {

    static final Group GROUP = Group.named("a", "b", "c");
    private static final Duration CHAOS = Duration.ofSeconds(3);
    private static final int MESSAGES = 40;

    /** What the test knows of one node over all its lives. */
    static final class Memory {
        /** What was offered to each peer, in order, and what of it was accepted. */
        final Map<NodeId, List<String>> offered = new LinkedHashMap<>();

        final Map<NodeId, Set<String>> accepted = new LinkedHashMap<>();
        /** What was offered after the node's or its peer's storage had suffered. */
        final Map<NodeId, List<String>> offeredLast = new LinkedHashMap<>();
        /** Each position of the log that the application has read, in any life. */
        final TreeMap<Long, String> read = new TreeMap<>();

        int left = MESSAGES;
        int number;
        int refused;
        long retransmits;
    }

    final Map<NodeId, Memory> memories = new LinkedHashMap<>();
    final List<String> breaks = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final NodeId victim;
    int lives;
    int pausedByFullLog;

    private final boolean storageFault;
    private final boolean discards;
    private final SplittableRandom random;
    private final LoggedConfig config;
    private final Duration faultOver;

    LoggedRun(long seed, boolean storageFault) {
        this.storageFault = storageFault;
        this.random = new SplittableRandom(seed);
        this.discards = !storageFault && random.nextBoolean();
        this.config =
                new LoggedConfig(1 + random.nextInt(12), 1 << 10, discards ? 1 + random.nextInt(10) : 1_000, 1 << 20);
        this.victim = GROUP.member(random.nextInt(3));
        Duration suffers = Duration.ofMillis(500 + random.nextInt(1_500));
        this.faultOver = suffers.plusMillis(1 + random.nextInt(300));
        GROUP.forEach(node -> memories.put(node, new Memory()));
        try (MemoryNetwork network = MemoryNetwork.builder(GROUP)
                .seed(seed)
                .faults(faults(suffers))
                .breakingTheModel()
                .syncTime(Duration.ofMillis(random.nextInt(30)))
                .onFault(faults::add)
                .build()) {
            for (NodeId node : GROUP) {
                network.node(node).run(env -> new Life(env, network));
            }
            network.runFor(CHAOS);
            network.heal();
            network.runFor(Duration.ofMinutes(2));
            for (NodeId node : GROUP) {
                network.node(node).execute(() -> last.get(node).readAll());
            }
            network.runFor(Duration.ZERO);
        }
    }

    private final Map<NodeId, Life> last = new LinkedHashMap<>();

    List<String> log(NodeId receiver, NodeId sender) {
        return memories.get(receiver).read.values().stream()
                .filter(text -> text.startsWith(sender + ">"))
                .toList();
    }

    private FaultPlan faults(Duration suffers) {
        FaultPlan.Builder plan = FaultPlan.builder()
                .loss(random.nextInt(4) == 0 ? 0 : 0.3)
                .duplication(random.nextDouble() * 0.3)
                .reordering(random.nextDouble() * 0.5)
                .delay(DelayLaw.exponential(
                        Duration.ofNanos(random.nextInt(5_000_000)), Duration.ofMillis(1 + random.nextInt(20))));
        if (storageFault) {
            plan.crash(suffers, victim).recover(faultOver, victim);
            Duration middle = suffers.plusNanos(1);
            if (random.nextInt(3) == 0) {
                plan.wipeStorage(middle, victim);
            } else {
                plan.rollBackStorage(middle, victim, 1 + random.nextInt(40));
            }
        } else {
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                NodeId crashing = GROUP.member(random.nextInt(3));
                Duration crash = Duration.ofMillis(random.nextInt(2_800));
                plan.crash(crash, crashing).recover(crash.plusMillis(random.nextInt(300)), crashing);
            }
            // Whoever was crashed again before its recovery comes back in the end.
            GROUP.forEach(node -> plan.recover(CHAOS, node));
            if (random.nextInt(3) == 0) {
                NodeId alone = GROUP.member(random.nextInt(3));
                plan.partition(Duration.ofMillis(random.nextInt(1_500)), List.of(alone), GROUP.others(alone))
                        .heal(Duration.ofMillis(1_500 + random.nextInt(1_000)));
            }
        }
        return plan.build();
    }

    /** One life of a node: offers numbered messages at random times, and works through its log. */
    private final class Life {

        private final Environment env;
        private final MemoryNetwork network;
        private final Memory memory;
        private final LoggedLink link;
        private long position;

        Life(Environment env, MemoryNetwork network) {
            this.env = env;
            this.network = network;
            this.memory = memories.get(env.self());
            ReliableConfig reliable = ReliableConfig.builder()
                    .window(8)
                    .windowBytes(1 << 13)
                    .maxTimeout(Duration.ofMillis(500))
                    .build();
            this.link = LoggedLink.over(
                    FifoLink.over(ReliableLink.over(FairLossLink.over(env.open("run")), reliable)),
                    env.storage(),
                    config);
            link.onNewStream((sender, receiver, cause) ->
                    breaks.add(env.self() + " says " + sender + ">" + receiver + " " + cause));
            ByteBuffer stored = env.storage().get("position");
            position =
                    stored == null ? 0 : Math.max(stored.getLong(), link.log().firstPosition());
            position = Math.min(position, link.log().nextPosition());
            if (discards) {
                link.log()
                        .onAppended(() ->
                                env.schedule(Duration.ofMillis(env.random().nextInt(50)), this::work));
                env.schedule(Duration.ofMillis(5), this::work);
            }
            lives++;
            last.put(env.self(), this);
            next();
        }

        /** Reads, stores how far, and discards. */
        private void work() {
            for (LogEntry entry : link.log().read(position, 3)) {
                remember(entry);
                position = entry.position() + 1;
            }
            env.storage().put("position", ByteBuffer.allocate(8).putLong(0, position));
            long done = position;
            env.storage().sync(result -> {
                link.log().discardUpTo(Math.max(done, link.log().firstPosition()));
                if (position < link.log().nextPosition()) {
                    env.schedule(Duration.ofMillis(env.random().nextInt(50)), this::work);
                }
            });
        }

        void readAll() {
            if (storageFault) {
                memory.read.clear();
            }
            link.log().read(link.log().firstPosition(), Integer.MAX_VALUE).forEach(this::remember);
            for (NodeId peer : GROUP.others(env.self())) {
                memory.retransmits += link.stats(peer).retransmits();
                pausedByFullLog += (int) link.stats(peer).dropped();
            }
        }

        private void remember(LogEntry entry) {
            String text = TwoNodes.text(entry.message());
            if (!text.startsWith(entry.from() + ">" + env.self() + "/")) {
                throw new AssertionError(entry + " holds " + text);
            }
            String before = memory.read.putIfAbsent(entry.position(), text);
            if (before != null && !before.equals(text)) {
                throw new AssertionError("position " + entry.position() + " was " + before + ", and is " + text);
            }
        }

        private void next() {
            env.schedule(Duration.ofNanos(env.random().nextInt(200_000_000)), () -> {
                for (int burst = 1 + env.random().nextInt(4); burst > 0 && memory.left > 0; burst--) {
                    offer();
                }
                if (memory.left > 0) {
                    next();
                }
            });
        }

        private void offer() {
            NodeId to = GROUP.others(env.self()).get(env.random().nextInt(2));
            String text = env.self() + ">" + to + "/" + memory.number
                    + "x".repeat(env.random().nextInt(100));
            boolean taken = link.offer(to, TwoNodes.text(text), result -> {
                if (result instanceof SyncResult.Durable) {
                    memory.accepted
                            .computeIfAbsent(to, peer -> new LinkedHashSet<>())
                            .add(text);
                }
            });
            if (!taken) {
                memory.refused++;
                link.whenReady(to, () -> {});
                return;
            }
            memory.left--;
            memory.number++;
            memory.offered.computeIfAbsent(to, peer -> new ArrayList<>()).add(text);
            if (network.now().compareTo(faultOver) > 0) {
                memory.offeredLast
                        .computeIfAbsent(to, peer -> new ArrayList<>())
                        .add(text);
            }
        }
    }
}
