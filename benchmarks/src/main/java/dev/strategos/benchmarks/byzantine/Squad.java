package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.Ed25519;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.Verifier;
import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.TimingModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Generals that are to agree, all of them loyal, and what they have in common.
 *
 * @param contender by what
 * @param config the group and its values
 * @param faults how many traitors are tolerated
 * @param timing Δ and ε
 * @param keys everybody's, where messages are signed
 */
record Squad(
        Contender contender,
        GroupConfig<String> config,
        int faults,
        TimingModel.Synchronous timing,
        Map<NodeId, Ed25519.Key> keys) {

    static final String ORDER = "attack";

    private static final int MOST_VALUE_BYTES = 16;

    /** So many generals, with as many traitors tolerated as the algorithm can, or fewer. */
    static Squad of(Contender contender, int generals, int faults, Duration delta) {
        Group group = Group.of(
                IntStream.range(0, generals).mapToObj(i -> NodeId.of("g" + i)).toList());
        Map<NodeId, Ed25519.Key> keys = new LinkedHashMap<>();
        if (contender.isSigned()) {
            group.forEach(general -> keys.put(
                    general,
                    Ed25519.fromSeed(Bytes.of(ByteBuffer.allocate(32)
                            .putInt(28, group.rank(general) + 1)
                            .rewind()))));
        }
        return new Squad(
                contender,
                GroupConfig.of(group, Codec.utf8(), "retreat").withMaxValueBytes(MOST_VALUE_BYTES),
                faults,
                new TimingModel.Synchronous(delta, 0, Duration.ofMillis(1)),
                keys);
    }

    Group group() {
        return config.group();
    }

    NodeModel nodes() {
        return NodeModel.byzantine(faults);
    }

    Ed25519.Key key(NodeId general) {
        Ed25519.Key key = keys.get(general);
        if (key == null) {
            throw new IllegalArgumentException("general: has no key, '" + general + "'");
        }
        return key;
    }

    Verifier verifier() {
        Map<NodeId, Bytes> publicKeys = new LinkedHashMap<>();
        keys.forEach((general, key) -> publicKeys.put(general, key.publicKey()));
        return Ed25519.verifier(publicKeys);
    }
}
