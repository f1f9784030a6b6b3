package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.testkit.properties.LinkProperties;
import org.junit.jupiter.api.Test;

/** The promises of the ladder on many seeds of loss, duplication, reordering, cuts, pauses and crashes of either end. */
class LinkSimulationTest {

    private static final int SEEDS = 250;

    /** The most that a run may leave out of its promises is what its senders were told. */
    private static void checkAccounts(long seed, LinkRun run) {
        for (LinkRun.Sender sender : run.survivors()) {
            int acknowledged = sender.outcomes.getOrDefault(Outcome.ACKNOWLEDGED, 0);
            int undetermined = sender.outcomes.getOrDefault(Outcome.UNDETERMINED, 0);
            assertThat(sender.left)
                    .as("seed %s: left to send at %s", seed, sender.env.self())
                    .isZero();
            assertThat(acknowledged + undetermined)
                    .as("seed %s: outcomes at %s, of which %s undetermined", seed, sender.env.self(), undetermined)
                    .isEqualTo(sender.sent);
            assertThat(run.deliveriesOf(sender))
                    .as("seed %s: deliveries of what %s sent, %s undetermined", seed, sender.env.self(), undetermined)
                    .isBetween((long) acknowledged, (long) sender.sent);
            assertThat(sender.handedBack)
                    .as("seed %s: handed back at %s", seed, sender.env.self())
                    .isEqualTo(undetermined);
        }
    }

    @Test
    void reliableLinksLoseAndRepeatNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkRun run = new LinkRun(seed, false, false);
            properties(seed, run, ReliableLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .reliableDelivery();
            checkAccounts(seed, run);
            assertThat(run.survivors())
                    .as("seed %s", seed)
                    .allSatisfy(sender -> assertThat(sender.handedBack).isZero());
        }
    }

    @Test
    void reliableLinksDeliverAtMostOnceAcrossCrashes() {
        int restarts = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkRun run = new LinkRun(seed, false, true);
            properties(seed, run, ReliableLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .reliableDelivery();
            checkAccounts(seed, run);
            restarts += run.survivors().stream()
                    .mapToInt(sender -> sender.restarts.size())
                    .sum();
        }
        assertThat(restarts).as("restarts that were seen").isGreaterThan(SEEDS);
    }

    @Test
    void fifoLinksKeepTheOrder() {
        int overtaken = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkRun run = new LinkRun(seed, true, false);
            properties(seed, run, FifoLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .fifoDelivery()
                    .reliableDelivery();
            checkAccounts(seed, run);
            overtaken += isInOrder(run) ? 0 : 1;
        }
        assertThat(overtaken)
                .as("runs in which the reliable link below was out of order")
                .isGreaterThan(SEEDS / 2);
    }

    @Test
    void fifoLinksKeepTheOrderAcrossCrashes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkRun run = new LinkRun(seed, true, true);
            properties(seed, run, FifoLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .fifoDelivery()
                    .reliableDelivery();
            checkAccounts(seed, run);
        }
    }

    private static LinkProperties properties(long seed, LinkRun run, String layer) {
        LinkProperties properties = LinkProperties.of("seed " + seed, run.trace, LinkRun.CHANNEL, layer);
        assertThat(properties.delivered()).as("seed %s: deliveries", seed).isGreaterThan(50);
        return properties;
    }

    private static boolean isInOrder(LinkRun run) {
        try {
            LinkProperties.of("the run", run.trace, LinkRun.CHANNEL, ReliableLink.LAYER)
                    .fifoDelivery();
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
