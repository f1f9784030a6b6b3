package dev.strategos.examples.army;

import dev.strategos.byzantine.Exchange;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.InteractiveConsistency;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.core.Program;
import dev.strategos.core.Stackable;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampKeys;
import dev.strategos.examples.camp.CampLink;
import dev.strategos.testkit.adversary.LyingLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One general and its army: the program that every node runs, over TCP and in memory alike.
 *
 * <p>A traitor runs the same protocol as a loyal general, but on a link that lies. For the loop's thread only, but for the two futures.
 */
final class Army {

    private final Environment env;
    private final Muster muster;
    private final CampLink link;
    private final InteractiveConsistency<String> protocol;
    private final CompletableFuture<ArmyReport> report = new CompletableFuture<>();

    private Army(Environment env, Muster muster, CampKeys keys, boolean trusting) {
        this.env = env;
        this.muster = muster;
        this.link = new CampLink(env, trusting);
        this.protocol = protocol(link.link(), keys);
    }

    /**
     * The program of one general.
     *
     * @param trusting whether a plain wire is trusted
     */
    static Program<Army> program(Muster muster, CampKeys keys, boolean trusting) {
        return env -> new Army(env, muster, keys, trusting);
    }

    private InteractiveConsistency<String> protocol(Stackable honest, CampKeys keys) {
        Camp camp = muster.camp();
        boolean lies = camp.isTraitor(env.self());
        if (camp.algorithm() == Algorithm.ORAL) {
            var lens = InteractiveConsistency.oralLens(muster.config(), camp.faults(), muster.lies());
            Stackable link = lies ? LyingLink.over(honest, lens, camp.lies(env.self())) : honest;
            return InteractiveConsistency.oral(link, muster.config(), camp.faults());
        }
        var lens = InteractiveConsistency.signedLens(
                muster.config(), keys.verifier(), camp.faults(), muster.lies(), keys.conspirators());
        Stackable link = lies ? LyingLink.over(honest, lens, camp.lies(env.self())) : honest;
        return InteractiveConsistency.signed(link, muster.config(), keys.own(), keys.verifier(), camp.faults());
    }

    /** Completes once every other general was met. */
    CompletableFuture<@Nullable Void> allMet() {
        return link.allMet();
    }

    /** Completes once this general has decided. */
    CompletableFuture<ArmyReport> report() {
        return report;
    }

    /**
     * Takes part from a common start.
     *
     * @param startNanos the start, as a reading of this node's clock
     */
    void begin(long startNanos) {
        RoundSchedule schedule = protocol.scheduleFrom(startNanos);
        InstanceId instance = new InstanceId(muster.camp().group().member(0), 1);
        Exchange<String> exchange = protocol.exchange(instance, muster.sizeOf(env.self()), schedule);
        if (exchange.missedStart()) {
            report.complete(reportOf(exchange, 0));
            return;
        }
        // In a turn of its own: what this round still has to count is counted by then.
        exchange.onDecision(vector -> {
            long after = env.clock().nanos() - startNanos;
            env.schedule(Duration.ZERO, () -> report.complete(reportOf(exchange, after)));
        });
    }

    private ArmyReport reportOf(Exchange<String> exchange, long decidedAfterNanos) {
        Map<String, String> vector = new LinkedHashMap<>();
        exchange.decision().ifPresent(decided -> decided.forEach((general, size) -> vector.put(general.name(), size)));
        Map<String, List<ArmyReport.Heard>> heard = new LinkedHashMap<>();
        for (NodeId about : muster.camp().group().others(env.self())) {
            List<ArmyReport.Heard> said = new ArrayList<>();
            for (int round = 1; round <= muster.camp().rounds(); round++) {
                int in = round;
                exchange.heard(about, round)
                        .forEach(one -> said.add(new ArmyReport.Heard(one.from(), in, one.value())));
            }
            heard.put(about.name(), said);
        }
        return new ArmyReport(
                env.self(), vector, heard, decidedAfterNanos, exchange.missedStart(), exchange.counters());
    }
}
