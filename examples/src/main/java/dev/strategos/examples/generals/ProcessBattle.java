package dev.strategos.examples.generals;

import dev.strategos.byzantine.Ed25519;
import dev.strategos.core.NodeId;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.process.ChildNode;
import dev.strategos.examples.process.ChildNodes;
import dev.strategos.examples.process.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Plays a battle over TCP: each general is a process of its own on loopback, with a key and a certificate made for the run.
 *
 * <p>The launcher waits until all have met, tells them one start a little ahead, kills whom it is to kill, and gathers what they
 * report.
 */
final class ProcessBattle {

    private static final Duration MEETING = Duration.ofSeconds(60);
    private static final Duration LEAD = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Battle battle;
    private final boolean plain;

    ProcessBattle(Battle battle, boolean plain) {
        this.battle = battle;
        this.plain = plain;
    }

    BattleResult play() {
        Map<NodeId, GeneralReport> reports = new LinkedHashMap<>();
        try (ChildNodes nodes = ChildNodes.inTemporaryFolder("generals")) {
            Map<NodeId, InetSocketAddress> addresses = Loopback.freeAddresses(battle.group());
            BattleFiles files = new BattleFiles(battle, nodes.folder(), addresses, plain);
            Map<NodeId, Ed25519.Key> keys = BattleKeys.generate(battle);
            for (NodeId general : battle.group()) {
                Path config = files.write(general, keys);
                nodes.start(general, config);
            }
            for (ChildNode node : nodes.all()) {
                node.await("ready", MEETING);
            }
            Instant start = Instant.now().plus(LEAD);
            nodes.all().forEach(node -> node.tell("start " + start));
            killWhoIsToDie(nodes, reports);
            for (ChildNode node : nodes.all()) {
                if (!battle.isKilled(node.id())) {
                    reports.put(
                            node.id(), node.await("finished", battle.duration().plus(GRACE), GeneralReport.class));
                }
            }
        } catch (IOException e) {
            throw new CouldNotRunException("the run's files cannot be written: " + e.getMessage(), e);
        }
        return new BattleResult(
                battle, new BattleResult.Stage("tcp", !plain, battle.group().size(), false), inOrder(reports));
    }

    private void killWhoIsToDie(ChildNodes nodes, Map<NodeId, GeneralReport> reports) {
        Battle.Kill kill = battle.kill();
        if (kill != null) {
            ChildNode victim = nodes.get(kill.general());
            reports.put(victim.id(), victim.await("reached", battle.duration().plus(GRACE), GeneralReport.class));
            victim.kill();
        }
    }

    private Map<NodeId, GeneralReport> inOrder(Map<NodeId, GeneralReport> reports) {
        Map<NodeId, GeneralReport> ordered = new LinkedHashMap<>();
        battle.group().forEach(id -> {
            GeneralReport report = Objects.requireNonNull(reports.get(id));
            if (report.missedStart()) {
                throw new CouldNotRunException(id + " missed the common start: this machine is too busy; try again");
            }
            ordered.put(id, report);
        });
        return ordered;
    }
}
