package dev.strategos.examples.counters;

import dev.strategos.byzantine.Counters;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampKeys;
import dev.strategos.examples.camp.CampLink;
import dev.strategos.examples.camp.CampMemory;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Loyal generals that agree in one way, to be counted: in memory, or {@linkplain TcpRehearsal over TCP}. */
final class Rehearsal {

    /** Short, so that the largest messages of OM fit into one of the link's. */
    private static final int MOST_VALUE_BYTES = 16;

    private static final Duration DELTA = Duration.ofSeconds(2);
    private static final Duration SKEW = Duration.ofMillis(100);

    private final Way way;
    private final Camp camp;
    private final Map<NodeId, Ed25519.Key> keys;
    private final GroupConfig<String> config;
    private final InstanceId instance;

    Rehearsal(Way way, int generals) {
        Group group = Group.of(IntStream.rangeClosed(1, generals)
                .mapToObj(i -> NodeId.of("general-" + i))
                .toList());
        this.way = way;
        // The king algorithm has the most rounds of all, so the network runs for long enough.
        this.camp = new Camp(Algorithm.KING, group, way.faults(generals), List.of(), DELTA, SKEW, 1);
        this.keys = CampKeys.fromSeed(camp);
        this.config = GroupConfig.of(group, Codec.utf8(), "retreat").withMaxValueBytes(MOST_VALUE_BYTES);
        this.instance = new InstanceId(group.member(0), 1);
    }

    Camp camp() {
        return camp;
    }

    Supplier<Counters> begin(NodeId general, Stackable link, long startNanos) {
        return way.begin(
                new Seat(general, config, camp.faults(), CampKeys.of(camp, general, keys), instance, startNanos), link);
    }

    Count count(Collection<Counters> ofEach) {
        Counters all = ofEach.stream().reduce(Counters.ZERO, Counters::plus);
        return new Count(way, camp.group().size(), camp.faults(), Cost.of(all));
    }

    /** Runs it in memory, in virtual time. */
    Count inMemory() {
        Map<NodeId, Supplier<Counters>> counters = new LinkedHashMap<>();
        try (MemoryNetwork network = CampMemory.network(camp)) {
            Map<NodeId, Stackable> links = new LinkedHashMap<>();
            camp.group().forEach(id -> links.put(id, network.node(id).run(env -> new CampLink(env, false).link())));
            links.forEach((id, link) -> network.node(id)
                    .execute(() -> counters.put(id, begin(id, link, network.clockReading(id, CampMemory.LEAD)))));
            network.runFor(CampMemory.length(camp));
        }
        return count(counters.values().stream().map(Supplier::get).toList());
    }
}
