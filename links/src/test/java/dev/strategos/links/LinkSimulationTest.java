package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.testkit.properties.LinkProperties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promises of the ladder on many seeds of 30 % loss, duplication, reordering, cuts, pauses and crashes of either end. */
@Tag("campaign")
class LinkSimulationTest {

    private static final int SEEDS = Seeds.count(250, 16_000);

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
        Seeds.play(SEEDS, seed -> {
            LinkRun run = LinkRun.of(seed).play();
            properties(seed, run, ReliableLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .reliableDelivery();
            checkAccounts(seed, run);
            assertThat(run.survivors())
                    .as("seed %s", seed)
                    .allSatisfy(sender -> assertThat(sender.handedBack).isZero());
        });
    }

    @Test
    void reliableLinksDeliverAtMostOnceAcrossCrashes() {
        int[] restarts = {0};
        Seeds.play(SEEDS, seed -> {
            LinkRun run = LinkRun.of(seed).crashing().play();
            properties(seed, run, ReliableLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .reliableDelivery();
            checkAccounts(seed, run);
            restarts[0] += run.survivors().stream()
                    .mapToInt(sender -> sender.restarts.size())
                    .sum();
        });
        assertThat(restarts[0]).as("restarts that were seen").isGreaterThan(SEEDS);
    }

    @Test
    void fifoLinksKeepTheOrder() {
        int[] overtaken = {0};
        Seeds.play(SEEDS, seed -> {
            LinkRun run = LinkRun.of(seed).fifo().play();
            properties(seed, run, FifoLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .fifoDelivery()
                    .reliableDelivery();
            checkAccounts(seed, run);
            overtaken[0] += isInOrder(run) ? 0 : 1;
        });
        assertThat(overtaken[0])
                .as("runs in which the reliable link below was out of order")
                .isGreaterThan(SEEDS / 2);
    }

    @Test
    void fifoLinksKeepTheOrderAcrossCrashes() {
        Seeds.play(SEEDS, seed -> {
            LinkRun run = LinkRun.of(seed).fifo().crashing().play();
            properties(seed, run, FifoLink.LAYER)
                    .noCreation()
                    .noDuplication()
                    .fifoDelivery()
                    .reliableDelivery();
            checkAccounts(seed, run);
        });
    }

    @Test
    void whatIsOpenWhenAPeerIsGivenUpIsHandedBackAndNothingElseIsLost() {
        int[] givenUp = {0};
        Seeds.play(SEEDS, seed -> {
            LinkRun run = LinkRun.of(seed).fifo().crashing().givingUp().play();
            properties(seed, run, FifoLink.LAYER).noCreation().noDuplication().fifoDelivery();
            checkAccounts(seed, run);
            givenUp[0] +=
                    run.survivors().stream().mapToInt(sender -> sender.givenUp).sum();
        });
        assertThat(givenUp[0]).as("peers given up").isGreaterThan(SEEDS / 4);
    }

    private static LinkProperties properties(long seed, LinkRun run, String layer) {
        LinkProperties properties = LinkProperties.of("seed " + seed, run.trace, LinkRun.CHANNEL, layer);
        assertThat(properties.delivered()).as("seed %s: deliveries", seed).isGreaterThan(20);
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
