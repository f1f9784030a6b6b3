package dev.strategos.examples.army;

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
import java.util.List;

/**
 * One general with an army as a part in a config file.
 *
 * @param camp by what they agree, and within which bounds
 * @param sizes of all armies, in the order of the file's members; each general tells its own, and a traitor lies by the others'
 */
public record ArmyPlay(@JsonUnwrapped CampSettings camp, List<Integer> sizes) implements Play {

    /** How config files name it. */
    public static final String NAME = "army";

    /**
     * Checks that sizes are given.
     *
     * @throws IllegalArgumentException if they are not
     */
    public ArmyPlay {
        if (sizes == null) {
            throw new IllegalArgumentException("sizes: must be given");
        }
        sizes = List.copyOf(sizes);
    }

    @Override
    public void configure(NettyConfigBuilder config, Path folder) {
        camp.configure(config);
    }

    @Override
    public int play(NettyNode node, Stage stage) {
        Camp all = camp.camp(stage.group());
        Army army = node.run(
                Army.program(new Muster(all, sizes), camp.keys(all, node.id(), stage.folder()), stage.plain()));
        army.allMet().join();
        stage.voice().tell("ready", "all " + all.group().size() + " generals have met", null);
        Instant commonStart = camp.commonStart(stage);
        boolean accepted = node.execute(() -> {
            long now = System.nanoTime();
            army.begin(now + Duration.between(Instant.now(), commonStart).toNanos());
        });
        if (!accepted) {
            throw new CouldNotRunException("the node's queue is full");
        }
        ArmyReport report = army.report().join();
        stage.voice()
                .tell(
                        "finished",
                        report.missedStart()
                                ? report.general() + " missed the start"
                                : report.general() + " knows: " + report.vector(),
                        report);
        camp.linger(stage, commonStart.plus(all.duration()));
        return report.missedStart() ? Exit.COULD_NOT_RUN : Exit.HELD;
    }
}
