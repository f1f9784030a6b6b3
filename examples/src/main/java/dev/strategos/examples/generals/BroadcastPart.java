package dev.strategos.examples.generals;

import dev.strategos.byzantine.RoundListener;
import dev.strategos.byzantine.broadcast.BrachaBroadcast;
import dev.strategos.core.Environment;
import dev.strategos.core.Stackable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One general's part in Bracha's broadcast of the commander's order: what is delivered is decided. Of a traitor's order all loyal generals deliver
 * the same, or none anything; so who has delivered nothing for a while reports that.
 */
final class BroadcastPart implements Part {

    private final Environment env;
    private final Battle battle;
    private final BrachaBroadcast<String> broadcast;
    private @Nullable String delivered;

    BroadcastPart(Environment env, Battle battle, Stackable honest) {
        this.env = env;
        this.battle = battle;
        int faults = battle.camp().faults();
        Stackable link = battle.camp().isTraitor(env.self())
                ? battle.treason()
                        .link(honest, BrachaBroadcast.lens(battle.config(), faults, Battle.ORDERS), battle.camp())
                : honest;
        this.broadcast = BrachaBroadcast.over(link, battle.config(), faults);
    }

    @Override
    public void begin(long startNanos, RoundListener rounds, Consumer<GeneralReport> report) {
        broadcast.onDeliver((instance, order) -> {
            if (delivered == null && instance.starter().equals(battle.commander())) {
                delivered = order;
                report.accept(reportOf(env.clock().nanos() - startNanos));
            }
        });
        long untilStart = Math.max(0, startNanos - env.clock().nanos());
        if (env.self().equals(battle.commander())) {
            env.schedule(Duration.ofNanos(untilStart), () -> broadcast.broadcast(battle.order()));
        }
        env.schedule(Duration.ofNanos(untilStart).plus(battle.camp().duration()), () -> {
            if (delivered == null) {
                report.accept(reportOf(0));
            }
        });
    }

    private GeneralReport reportOf(long afterNanos) {
        List<GeneralReport.Heard> heard =
                delivered == null ? List.of() : List.of(new GeneralReport.Heard(battle.commander(), delivered));
        return new GeneralReport(env.self(), delivered, afterNanos, false, List.of(heard), broadcast.counters());
    }

    @Override
    public GeneralReport lastWords(int closedRounds) {
        return reportOf(0);
    }
}
