package dev.strategos.examples.ladder;

import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.links.FairLossLink;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;

/** Climbs in memory, in virtual time: the same seed, the same story. */
final class MemoryClimb {

    private static final String CHANNEL = "ladder";
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Climb climb;
    private final ProgressBar progress;
    private final Tally tally = new Tally();
    private final List<Sender> senders = new ArrayList<>();

    MemoryClimb(Climb climb, ProgressBar progress) {
        this.climb = climb;
        this.progress = progress;
    }

    ClimbResult play() {
        FaultPlan faults = FaultPlan.builder()
                .loss(climb.loss())
                .duplication(climb.duplicate())
                .reordering(climb.reorder())
                .delay(DelayLaw.exponential(Duration.ofMillis(1), Duration.ofMillis(1)))
                .build();
        try (MemoryNetwork network = MemoryNetwork.builder(Climb.GROUP)
                .seed(climb.seed())
                .faults(faults)
                .build()) {
            network.node(Climb.RECEIVER)
                    .run(env -> climb.rung()
                            .on(
                                    FairLossLink.over(env.open(CHANNEL)),
                                    (from, message) -> tally.delivered(message.getInt())));
            network.node(Climb.SENDER).run(env -> {
                Sender sender = new Sender(
                        env,
                        Climb.RECEIVER,
                        climb.rung().on(FairLossLink.over(env.open(CHANNEL)), (from, message) -> {}));
                senders.add(sender);
                return sender;
            });
            network.runFor(STEP);
            Sender.Report first = climb.crashes() ? send(network, 0, climb.half(), false) : new Sender.Report(0, 0, 0);
            crash(network);
            Sender.Report last = send(network, first.sent(), climb.messages(), true);
            // What is still on its way on a link that knows nothing of settlement.
            network.runFor(Duration.ofSeconds(10));
            long retransmits = climb.crashSender() ? first.retransmits() + last.retransmits() : last.retransmits();
            return new ClimbResult(
                    climb, "memory", tally, last.sent(), retransmits, first.elapsedNanos() + last.elapsedNanos());
        }
    }

    private Sender.Report send(MemoryNetwork network, int from, int until, boolean settled) {
        Sender sender = senders.get(senders.size() - 1);
        List<Sender.Report> done = new ArrayList<>();
        network.node(Climb.SENDER).execute(() -> sender.send(from, until, settled, done::add));
        Duration end = network.now().plus(LONGEST);
        while (!network.runUntil(() -> !done.isEmpty(), STEP)) {
            progress.stepTo(tally.distinct());
            if (network.now().compareTo(end) > 0) {
                throw new CouldNotRunException("the messages did not get through in a day of virtual time");
            }
        }
        return done.get(0);
    }

    private void crash(MemoryNetwork network) {
        for (NodeId victim : Climb.GROUP) {
            if (victim.equals(Climb.SENDER) ? climb.crashSender() : climb.crashReceiver()) {
                network.crash(victim);
                network.runFor(STEP);
                network.recover(victim);
                network.runFor(STEP);
            }
        }
    }
}
