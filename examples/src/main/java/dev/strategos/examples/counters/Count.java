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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One run without faults, counted.
 *
 * @param way of agreeing
 * @param generals n
 * @param faults m
 * @param counted what it cost
 * @param theory what the papers say that it costs
 */
record Count(Way way, int generals, int faults, Cost counted, Cost theory) {

    /** Short, so that the largest messages of OM fit into one of the link's. */
    private static final int MOST_VALUE_BYTES = 16;

    private static final Duration DELTA = Duration.ofSeconds(2);
    private static final Duration SKEW = Duration.ofMillis(100);

    boolean isExact() {
        return counted.equals(theory);
    }

    /** Runs it, in memory and in virtual time. */
    static Count of(Way way, int generals) {
        int faults = way.faults(generals);
        Group group = Group.of(IntStream.rangeClosed(1, generals)
                .mapToObj(i -> NodeId.of("general-" + i))
                .toList());
        // The king algorithm has the most rounds of all, so the network runs for long enough.
        Camp camp = new Camp(Algorithm.KING, group, faults, List.of(), DELTA, SKEW, 1);
        Map<NodeId, Ed25519.Key> keys = CampKeys.fromSeed(camp);
        GroupConfig<String> config =
                GroupConfig.of(group, Codec.utf8(), "retreat").withMaxValueBytes(MOST_VALUE_BYTES);
        InstanceId instance = new InstanceId(group.member(0), 1);
        List<Supplier<Counters>> protocols = new ArrayList<>();
        try (MemoryNetwork network = CampMemory.network(camp)) {
            Map<NodeId, Stackable> links = new LinkedHashMap<>();
            group.forEach(id -> links.put(id, network.node(id).run(env -> new CampLink(env, false).link())));
            links.forEach((id, link) -> network.node(id).execute(() -> {
                long start = network.clockReading(id, CampMemory.LEAD);
                protocols.add(
                        way.begin(new Seat(id, config, faults, CampKeys.of(camp, id, keys), instance, start), link));
            }));
            network.runFor(CampMemory.length(camp));
        }
        Cost counted = Cost.of(protocols.stream().map(Supplier::get).reduce(Counters.ZERO, Counters::plus));
        return new Count(way, generals, faults, counted, way.theory(generals, faults));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("algorithm", way.title());
        json.put("generals", generals);
        json.put("faults", faults);
        json.put("messages", counted.messages());
        json.put("reports", counted.reports());
        json.put("signatures", counted.signatures());
        json.put("verifications", counted.verifications());
        json.put("exact", isExact());
        return json;
    }
}
