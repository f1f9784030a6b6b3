package dev.strategos.byzantine.randomized;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Each general tosses its own coin, after Ben-Or 1983.
 *
 * <p>Needs nobody's help. {@link BinaryAgreement} with it ends with probability 1; but if traitors and network work against it, only once all
 * loyal generals that toss have happened to toss what is needed, so that the expected number of rounds grows with 2ⁿ⁻ᶠ. Fit for
 * small groups, and for those whose generals mostly propose the same.
 *
 * <p>For the loop's thread only.
 *
 * <pre>{@code
 * var agreement = BinaryAgreement.over(link, group, 1, new LocalCoin(env.random()));
 * }</pre>
 */
public final class LocalCoin implements Coin {

    private static final int MOST_ROUNDS = 1 << 16;

    private final RandomGenerator random;

    /**
     * A general's own coin.
     *
     * @param random where chance comes from: {@code env.random()} in the simulator; over a network a source that traitors cannot guess
     */
    public LocalCoin(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public boolean isCommon() {
        return false;
    }

    @Override
    public int rounds(InstanceId instance) {
        return MOST_ROUNDS;
    }

    @Override
    public boolean toss(InstanceId instance, int round, Map<NodeId, Bytes> shares) {
        return random.nextBoolean();
    }
}
