package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.core.TraceEvent;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.properties.AgreementProperties;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Leaders of terms, elected by a majority of votes (Ongaro, Ousterhout 2014, section 5.2, without a log). */
final class Election extends SmallNode {

    private static final int CANDIDATE = 1;
    private static final int VOTE = 2;
    private static final int LEADER = 3;

    /** The term, and for whom this node voted in it, counted from 1. */
    private final int[] ballot;

    private final List<Integer> votes = new ArrayList<>();
    private int candidacy;
    private boolean stood;
    private int elected;
    private int leadersTerm;
    private int silence;

    Election(Environment env, Bug bug) {
        super(env, bug);
        this.ballot = has(Bug.ELECTION_FORGETS) ? new int[2] : recall(2);
        patience();
        every(Duration.ofMillis(100), () -> {
            if (isLeader()) {
                toOthers(LEADER, leadersTerm);
            }
        });
    }

    static void scenario(Simulation sim, Bug bug) {
        Replicas<Election> nodes = sim.nodes("a", "b", "c", "d", "e")
                .faults(Bounces.besides(Swarm.standard(), Duration.ofSeconds(10)))
                .start(env -> new Election(env, bug));
        sim.runThenHeal(
                Duration.ofSeconds(10), Duration.ofSeconds(60), "there is one leader of the latest term", () -> {
                    int latest = nodes.live().stream()
                            .mapToInt(node -> node.ballot[0])
                            .max()
                            .orElse(0);
                    return nodes.live().stream().allMatch(node -> node.leadersTerm == latest)
                            && nodes.live().stream().filter(Election::isLeader).count() == 1;
                });
        List<String> terms = sim.trace().stream()
                .map(record -> record.event() instanceof TraceEvent.Decide decide ? decide.instance() : "")
                .filter(term -> !term.isEmpty())
                .distinct()
                .toList();
        for (String term : terms) {
            AgreementProperties.of(
                            "seed " + sim.seed(),
                            sim.trace(),
                            "leader",
                            term,
                            sim.network().group().members())
                    .ic1();
        }
    }

    private boolean isLeader() {
        return elected > 0 && elected == ballot[0];
    }

    /** Who hears of no leader for long enough stands for election. */
    private void patience() {
        int before = silence;
        env.schedule(Duration.ofMillis(150 + env.random().nextInt(200)), () -> {
            if (silence == before && !isLeader() && !(stood && has(Bug.ELECTION_STANDS_ONCE))) {
                stand();
            }
            patience();
        });
    }

    private void stand() {
        stood = true;
        ballot[0]++;
        ballot[1] = rank + 1;
        int term = ballot[0];
        candidacy = term;
        votes.clear();
        keep(ballot.clone(), () -> {
            if (ballot[0] == term) {
                voted(rank, term);
                toOthers(CANDIDATE, term);
            }
        });
    }

    @Override
    void received(int from, int[] message) {
        int term = message[1];
        if (term > ballot[0]) {
            ballot[0] = term;
            ballot[1] = 0;
        }
        switch (message[0]) {
            case CANDIDATE -> candidate(from, term);
            case VOTE -> voted(from, term);
            default -> led(term);
        }
    }

    private void candidate(int from, int term) {
        boolean free = ballot[1] == 0 || ballot[1] == from + 1 || has(Bug.ELECTION_VOTES_TWICE);
        if (term == ballot[0] && free) {
            ballot[1] = from + 1;
            keep(ballot.clone(), () -> send(from, VOTE, term));
        }
    }

    private void voted(int from, int term) {
        boolean mine = term == candidacy && term == ballot[0];
        boolean old = has(Bug.ELECTION_COUNTS_OLD_VOTES) && candidacy == ballot[0];
        if ((!mine && !old) || (votes.contains(from) && !has(Bug.ELECTION_COUNTS_A_VOTER_TWICE))) {
            return;
        }
        votes.add(from);
        if (votes.size() == size / 2 + (has(Bug.ELECTION_HALF_IS_A_MAJORITY) ? 0 : 1)) {
            elected = candidacy;
            leadersTerm = candidacy;
            env.tracer()
                    .trace(new TraceEvent.Decide(
                            "leader", String.valueOf(candidacy), env.self().toString()));
            toOthers(LEADER, candidacy);
        }
    }

    private void led(int term) {
        if (term == ballot[0]) {
            leadersTerm = term;
            silence++;
        }
    }
}
