package dev.strategos.examples.generals;

import dev.strategos.byzantine.Agreement;
import dev.strategos.byzantine.ByzantineAgreement;
import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.KingBroadcast;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.RoundListener;
import dev.strategos.byzantine.RoundSchedule;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.core.Environment;
import dev.strategos.core.MessageLens;
import dev.strategos.core.Stackable;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One general's part by an algorithm in rounds. For the loop's thread only. */
final class GeneralInRounds implements Part {

    private final Environment env;
    private final Battle battle;
    private final ByzantineAgreement<String> protocol;

    private @Nullable Agreement<String> begun;

    GeneralInRounds(Environment env, Battle battle, CampKeys keys, Stackable link) {
        this.env = env;
        this.battle = battle;
        this.protocol = protocol(link, keys);
    }

    private ByzantineAgreement<String> protocol(Stackable honest, CampKeys keys) {
        Camp camp = battle.camp();
        GroupConfig<String> config = battle.config();
        KingAlgorithm kings = camp.algorithm().kings();
        if (kings != null) {
            Stackable link = link(honest, KingBroadcast.lens(config, kings, camp.faults(), Battle.ORDERS));
            return KingBroadcast.over(link, config, kings, camp.faults());
        }
        if (camp.algorithm() == Algorithm.ORAL) {
            Stackable link = link(honest, OralMessages.lens(config, camp.faults(), Battle.ORDERS));
            return camp.unguarded()
                    ? OralMessages.unguarded(link, config, camp.faults())
                    : OralMessages.over(link, config, camp.faults());
        }
        Stackable link = link(
                honest,
                SignedMessages.lens(config, keys.verifier(), camp.faults(), Battle.ORDERS, keys.conspirators()));
        return SignedMessages.over(link, config, keys.own(), keys.verifier(), camp.faults());
    }

    private Stackable link(Stackable honest, MessageLens<?> lens) {
        return battle.camp().isTraitor(env.self()) ? battle.treason().link(honest, lens, battle.camp()) : honest;
    }

    @Override
    public Optional<Agreement<String>> agreement() {
        return Optional.ofNullable(begun);
    }

    @Override
    public void begin(long startNanos, RoundListener rounds, Consumer<GeneralReport> report) {
        RoundSchedule schedule = protocol.scheduleFrom(startNanos);
        InstanceId instance = battle.instance();
        Agreement<String> agreement = env.self().equals(battle.commander())
                ? protocol.command(instance, battle.order(), schedule)
                : protocol.join(instance, battle.commander(), schedule);
        if (agreement.missedStart()) {
            report.accept(reportOf(agreement, 0));
            return;
        }
        begun = agreement;
        agreement.onRoundClosed(rounds);
        agreement.onDecision(decision -> {
            long after = env.clock().nanos() - startNanos;
            if (battle.camp().algorithm() != Algorithm.SIGNED) {
                report.accept(reportOf(agreement, after));
            } else {
                // Two values decide at once, but the others' relays are still to come and belong into the table.
                env.schedule(
                        untilNanos(schedule.deadlineNanos(battle.camp().rounds())),
                        () -> report.accept(reportOf(agreement, after)));
            }
        });
    }

    private Duration untilNanos(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - env.clock().nanos()));
    }

    private GeneralReport reportOf(Agreement<String> agreement, long decidedAfterNanos) {
        return new GeneralReport(
                env.self(),
                agreement.decision().orElse(null),
                decidedAfterNanos,
                agreement.missedStart(),
                heard(agreement, agreement.missedStart() ? 0 : battle.camp().rounds()),
                agreement.counters());
    }

    private static List<List<GeneralReport.Heard>> heard(Agreement<String> agreement, int rounds) {
        List<List<GeneralReport.Heard>> heard = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            heard.add(agreement.heard(round).stream()
                    .map(one -> new GeneralReport.Heard(one.from(), one.value()))
                    .toList());
        }
        return heard;
    }

    @Override
    public GeneralReport lastWords(int closedRounds) {
        Agreement<String> agreement = begun;
        return new GeneralReport(
                env.self(),
                null,
                0,
                false,
                agreement == null ? List.of() : heard(agreement, closedRounds),
                protocol.counters());
    }
}
