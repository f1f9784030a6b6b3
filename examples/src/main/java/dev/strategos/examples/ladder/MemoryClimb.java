package dev.strategos.examples.ladder;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.TraceSink;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.links.FairLossLink;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Climbs in memory, in virtual time: the same seed, the same story. */
final class MemoryClimb {

    private static final String CHANNEL = "ladder";
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Climb climb;
    private final ProgressBar progress;
    private final @Nullable TraceSink trace;
    private final Tally tally = new Tally();
    private final List<Sender> senders = new ArrayList<>();

    MemoryClimb(Climb climb, ProgressBar progress, @Nullable TraceSink trace) {
        this.climb = climb;
        this.progress = progress;
        this.trace = trace;
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
                .trace(trace)
                .build()) {
            network.node(Climb.RECEIVER).run(this::receiver);
            network.node(Climb.SENDER).run(this::sender);
            network.runFor(STEP);
            Sender.Report first = climb.crashes() ? send(network, 0, climb.half(), false) : Sender.Report.NOTHING;
            crash(network);
            Sender.Report last = send(network, first.sent(), climb.messages(), true);
            // What is still on its way on a link that knows nothing of settlement.
            network.runFor(Duration.ofSeconds(10));
            return new ClimbResult(climb, "memory", tally, first.then(last, !climb.crashSender()));
        }
    }

    private Sending receiver(Environment env) {
        if (climb.rung().remembers()) {
            tally.clear();
        }
        return climb.rung().on(FairLossLink.over(env.open(CHANNEL)), message -> tally.delivered(message.getInt()));
    }

    private Sender sender(Environment env) {
        Sending rung = climb.rung().on(FairLossLink.over(env.open(CHANNEL)), message -> {});
        Sender sender = new Sender(env, Climb.RECEIVER, rung);
        senders.add(sender);
        return sender;
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
