package dev.strategos.examples.generals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strategos.examples.camp.Camp;
import dev.strategos.examples.camp.CampSettings;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.launch.Exit;
import dev.strategos.examples.node.Play;
import dev.strategos.transport.netty.NettyConfigBuilder;
import dev.strategos.transport.netty.NettyNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One general of a battle as a part in a config file. The first of the file's members commands.
 *
 * @param camp by what they agree, and within which bounds
 * @param order what the commander orders
 * @param killAfterRound stands still once this round closed, and waits to be killed; absent: lives
 * @param collude at a traitor: whether it tells what its fellows tell
 * @param script at a traitor: the file with what it says; absent: it lies at random
 */
public record GeneralPlay(
        @JsonUnwrapped CampSettings camp,
        String order,
        @Nullable Integer killAfterRound,
        boolean collude,
        @Nullable String script)
        implements Play {

    /** How config files name it. */
    public static final String NAME = "generals";

    /**
     * Checks that an order is given.
     *
     * @throws IllegalArgumentException if it is not
     */
    public GeneralPlay {
        if (order == null) {
            throw new IllegalArgumentException("order: must be given");
        }
    }

    @Override
    public void configure(NettyConfigBuilder config, Path folder) {
        camp.configure(config);
    }

    @Override
    public int play(NettyNode node, Stage stage) {
        Camp all = camp.camp(stage.group());
        Battle battle = new Battle(all, order, null, treason(stage.folder()));
        General general = node.run(General.program(battle, camp.keys(all, node.id(), stage.folder()), stage.plain()));
        general.allMet().join();
        stage.voice().tell("ready", "all " + all.group().size() + " generals have met", null);
        Instant commonStart = camp.commonStart(stage);
        boolean accepted = node.execute(() -> {
            long now = System.nanoTime();
            long ahead = Duration.between(Instant.now(), commonStart).toNanos();
            general.begin(now + ahead, round -> closed(round, general, stage));
        });
        if (!accepted) {
            throw new CouldNotRunException("the node's queue is full");
        }
        GeneralReport report = general.report().join();
        stage.voice().tell("finished", sentence(report), report);
        camp.linger(stage, commonStart.plus(all.duration()));
        return report.missedStart() ? Exit.COULD_NOT_RUN : Exit.HELD;
    }

    private Treason treason(Path folder) {
        return new Treason(collude, script == null ? null : TraitorScript.read(folder.resolve(script)));
    }

    private void closed(int round, General general, Stage stage) {
        if (killAfterRound != null && killAfterRound == round) {
            stage.voice().tell("reached", "round " + round + " closed; waiting to be killed", general.lastWords(round));
            // Not a step further, on purpose: the loop stands still until the process is killed.
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    private static String sentence(GeneralReport report) {
        return report.missedStart()
                ? report.general() + " missed the start"
                : report.general() + " decided: " + Objects.requireNonNullElse(report.decision(), "nothing");
    }
}
