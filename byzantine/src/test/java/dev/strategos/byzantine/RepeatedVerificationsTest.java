package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.Group;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.testkit.adversary.LyingLink;
import dev.strategos.transport.memory.MemoryNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cache of verified signatures could save: what a general verifies twice. docs/adr/0096 rests on this. */
class RepeatedVerificationsTest {

    private static final List<String> ORDERS = List.of(Camp.RETREAT, Camp.ATTACK, "wait");

    /** Counts, for one general, what it verifies, and what of it for the second time. */
    private static final class Counting implements Verifier {
        private final Verifier verifier;
        private final Set<List<Object>> seen = new LinkedHashSet<>();
        private int all = -1; // The first is the probe of one's own key.
        private int repeated;

        Counting(Verifier verifier) {
            this.verifier = verifier;
        }

        @Override
        public String suite() {
            return verifier.suite();
        }

        @Override
        public int signatureBytes() {
            return verifier.signatureBytes();
        }

        @Override
        public Bytes key(NodeId general) {
            return verifier.key(general);
        }

        @Override
        public boolean verify(NodeId general, Bytes statement, Bytes signature) {
            all++;
            repeated += seen.add(List.of(general, statement, signature)) ? 0 : 1;
            return verifier.verify(general, statement, signature);
        }
    }

    /** What all loyal generals verified. */
    private record Count(int all, int repeated) {}

    private static Count run(boolean exchange, int generals, int m, Set<Integer> liars, long seed) {
        Group group = Group.of(IntStream.range(0, generals)
                .mapToObj(rank -> NodeId.of("g" + rank))
                .toList());
        GroupConfig<String> config =
                GroupConfig.of(group, Codec.utf8(), Camp.RETREAT).withMaxValueBytes(64);
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        Map<NodeId, Ed25519.Key> traitors = new LinkedHashMap<>();
        for (NodeId general : group) {
            publicKeys.put(general, Camp.key(group.rank(general)).publicKey());
            if (liars.contains(group.rank(general))) {
                traitors.put(general, Camp.key(group.rank(general)));
            }
        }
        Verifier verifier = Ed25519.verifier(publicKeys);
        List<Counting> counts = new ArrayList<>();
        try (MemoryNetwork network = MemoryNetwork.builder(group)
                .seed(seed)
                .model(new SystemModel(
                        NetworkModel.RELIABLE,
                        NodeModel.byzantine(m),
                        TimingModel.synchronous(Camp.DELTA, 0, Camp.SKEW)))
                .build()) {
            for (NodeId general : group) {
                Counting counting = new Counting(verifier);
                if (!traitors.containsKey(general)) {
                    counts.add(counting);
                }
                network.node(general).run(env -> begin(env, exchange, config, counting, m, traitors, seed));
            }
            network.runFor(Camp.DELTA.plus(Camp.SKEW).multipliedBy(m + 3L));
        }
        return new Count(
                counts.stream().mapToInt(count -> count.all).sum(),
                counts.stream().mapToInt(count -> count.repeated).sum());
    }

    private static Object begin(
            Environment env,
            boolean exchange,
            GroupConfig<String> config,
            Verifier verifier,
            int m,
            Map<NodeId, Ed25519.Key> traitors,
            long seed) {
        NodeId self = env.self();
        Ed25519.Key mine = Camp.key(config.group().rank(self));
        InstanceId instance = new InstanceId(config.group().member(0), 1);
        long start = env.clock().nanos();
        if (exchange) {
            Stackable link = lying(
                    env, traitors, seed, InteractiveConsistency.signedLens(config, verifier, m, ORDERS, traitors));
            InteractiveConsistency<String> protocol = InteractiveConsistency.signed(link, config, mine, verifier, m);
            return protocol.exchange(instance, "army of " + self, protocol.scheduleFrom(start));
        }
        Stackable link = lying(env, traitors, seed, SignedMessages.lens(config, verifier, m, ORDERS, traitors));
        SignedMessages<String> protocol = SignedMessages.over(link, config, mine, verifier, m);
        return self.equals(instance.starter())
                ? protocol.command(instance, Camp.ATTACK, protocol.scheduleFrom(start))
                : protocol.join(instance, instance.starter(), protocol.scheduleFrom(start));
    }

    private static Stackable lying(Environment env, Map<NodeId, Ed25519.Key> traitors, long seed, MessageLens<?> lens) {
        Stackable link = env.open("generals");
        return traitors.containsKey(env.self())
                ? LyingLink.over(
                        link, lens, new SplittableRandom(seed + env.group().rank(env.self())))
                : link;
    }

    /** Without faults nobody verifies anything twice, and all of it once: nothing is left for a cache to save. */
    @ParameterizedTest
    @CsvSource({"false,4,1,3", "false,7,2,6", "false,10,3,9", "true,4,1,12", "true,7,2,42"})
    void nothingIsVerifiedTwiceWithoutFaults(boolean exchange, int generals, int m, int verifications) {
        assertThat(run(exchange, generals, m, Set.of(), 1)).isEqualTo(new Count(verifications, 0));
    }

    /** With liars there are repetitions, of the signatures before a forged one; they are few. */
    @Test
    void liarsCauseFewRepetitions() {
        int all = 0;
        int repeated = 0;
        for (long seed = 0; seed < 60; seed++) {
            Count count = run(seed % 2 == 0, 5, 2, seed % 3 == 0 ? Set.of(0, 4) : Set.of(3, 4), seed);
            all += count.all();
            repeated += count.repeated();
        }
        assertThat(new Count(all, repeated)).isEqualTo(new Count(1_229, 30));
    }
}
