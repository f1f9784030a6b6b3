package dev.strategos.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promises of LoggedLink on many seeds of 30 % loss, duplication, reordering, and crashes of either end at any instant. */
@Tag("campaign")
class LoggedLinkSimulationTest {

    private static final int SEEDS = Seeds.count(600, 10_000);

    // What the runs have seen.
    private int crashes;
    private int unaccepted;
    private int refused;
    private int starved;
    private long retransmits;
    private int after;

    @Test
    void acceptedMessagesAreInTheLogOnceAndInOrderWhateverCrashes() {
        Seeds.play(SEEDS, seed -> {
            LoggedRun run = new LoggedRun(seed, false);
            for (NodeId receiver : LoggedRun.GROUP) {
                assertThat(new ArrayList<>(run.memories.get(receiver).read.keySet()))
                        .as("seed %s: positions of the log of %s", seed, receiver)
                        .isEqualTo(positions(run.memories.get(receiver).read.size()));
                for (NodeId sender : LoggedRun.GROUP.others(receiver)) {
                    List<String> log = run.log(receiver, sender);
                    unaccepted += checkWhole(seed, run, sender, receiver, log);
                }
                refused += run.memories.get(receiver).refused;
                retransmits += run.memories.get(receiver).retransmits;
            }
            assertThat(run.breaks).as("seed %s: streams broken", seed).isEmpty();
            assertThat(run.faults).as("seed %s: faults", seed).isEmpty();
            crashes += run.lives - 3;
            starved += run.pausedByFullLog;
        });
        // The runs have been where it hurts.
        assertThat(crashes).as("crashes").isGreaterThan(SEEDS * 2);
        assertThat(unaccepted).as("messages offered, not accepted, and lost").isPositive();
        assertThat(refused).as("offers refused").isPositive();
        assertThat(starved).as("messages that met a full log").isPositive();
        assertThat(retransmits).as("messages sent in another session").isPositive();
    }

    private static List<Long> positions(int count) {
        List<Long> positions = new ArrayList<>();
        for (long position = 0; position < count; position++) {
            positions.add(position);
        }
        return positions;
    }

    /** Returns how many messages were offered but are not in the log, which only those may that were never accepted. */
    private static int checkWhole(long seed, LoggedRun run, NodeId sender, NodeId receiver, List<String> log) {
        LoggedRun.Memory memory = run.memories.get(sender);
        List<String> offered = memory.offered.getOrDefault(receiver, List.of());
        Set<String> accepted = memory.accepted.getOrDefault(receiver, Set.of());
        List<String> expected = new ArrayList<>(offered);
        expected.removeIf(message -> !accepted.contains(message) && !log.contains(message));
        assertThat(log)
                .as(
                        "seed %s: the log of %s of what %s sent, of which %s were accepted",
                        seed, receiver, sender, accepted.size())
                .isEqualTo(expected);
        return offered.size() - log.size();
    }

    @Test
    void lostOrOlderStorageIsReportedAndEverythingAfterIsWholeAgain() {
        Set<String> causes = new LinkedHashSet<>();
        Seeds.play(SEEDS, seed -> {
            LoggedRun run = new LoggedRun(seed, true);
            for (NodeId receiver : LoggedRun.GROUP) {
                for (NodeId sender : LoggedRun.GROUP.others(receiver)) {
                    after += checkBroken(seed, run, sender, receiver);
                }
            }
            for (String broken : run.breaks) {
                causes.add(broken.substring(broken.lastIndexOf(' ') + 1));
                assertThat(broken).as("seed %s", seed).contains(run.victim.name());
            }
            assertThat(run.faults)
                    .as("seed %s", seed)
                    .hasSize(run.breaks.size())
                    .allMatch(fault -> fault.kind() == Fault.Kind.STORAGE_LOST && run.victim.equals(fault.who()));
        });
        assertThat(after).as("messages offered after the fault").isGreaterThan(SEEDS * 20);
        assertThat(causes)
                .containsExactlyInAnyOrder(
                        "SENDER_LOST", "SENDER_ROLLED_BACK", "RECEIVER_LOST", "RECEIVER_ROLLED_BACK");
    }

    /** Returns how many messages were offered after the fault. */
    private static int checkBroken(long seed, LoggedRun run, NodeId sender, NodeId receiver) {
        LoggedRun.Memory memory = run.memories.get(sender);
        List<String> log = run.log(receiver, sender);
        List<String> offered = memory.offered.getOrDefault(receiver, List.of());
        String what = "seed " + seed + ": the log of " + receiver + " of what " + sender + " sent, victim " + run.victim
                + ", " + run.breaks;
        assertThat(log).as(what).doesNotHaveDuplicates();
        assertThat(log)
                .as(what)
                .isEqualTo(offered.stream().filter(log::contains).toList());
        // Whole again: what was offered once the storage was back, in order and without a gap.
        List<String> after = memory.offeredLast.getOrDefault(receiver, List.of());
        assertThat(log.subList(Math.max(0, log.size() - after.size()), log.size()))
                .as(what)
                .isEqualTo(after);
        boolean reported = run.breaks.stream().anyMatch(broken -> broken.contains(" " + sender + ">" + receiver + " "));
        List<String> missing = new ArrayList<>(memory.accepted.getOrDefault(receiver, Set.of()));
        missing.removeAll(log);
        if (!reported && !missing.isEmpty()) {
            // The one loss that nobody can see: what a storage had accepted, and forgot before anybody else heard of
            // it.
            assertThat(run.victim).as(what + " lost " + missing).isEqualTo(sender);
        }
        if (!run.victim.equals(sender) && !run.victim.equals(receiver)) {
            checkWhole(seed, run, sender, receiver, log);
        }
        if (reported) {
            for (NodeId end : List.of(sender, receiver)) {
                assertThat(run.breaks)
                        .as(what + ", said by " + end)
                        .anyMatch(broken -> broken.startsWith(end + " says " + sender + ">" + receiver + " "));
            }
        }
        return after.size();
    }
}
