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

/** Single-decree Paxos (Lamport 2001): every node may propose, and accepts; who proposes learns by itself. */
final class Paxos extends SmallNode {

    private static final int PREPARE = 1;
    private static final int PROMISE = 2;
    private static final int ACCEPT = 3;
    private static final int ACCEPTED = 4;

    /** The ballot promised, and ballot and value accepted; zero for none. */
    private final int[] acceptor;

    private final List<Integer> promises = new ArrayList<>();
    private final List<Integer> acceptances = new ArrayList<>();
    private int proposal;
    private int ballot;
    private int round;
    private int youngestBallot;
    private int value;
    private int decision;

    Paxos(Environment env, Bug bug) {
        super(env, bug);
        this.acceptor = has(Bug.PAXOS_FORGETS) ? new int[3] : recall(3);
    }

    static void scenario(Simulation sim, Bug bug) {
        List<String> proposals = new ArrayList<>();
        Replicas<Paxos> nodes = sim.nodes("a", "b", "c", "d", "e")
                .faults(Bounces.besides(Swarm.standard(), Duration.ofSeconds(4)))
                .configure(network -> network.syncTime(Duration.ofMillis(120)))
                .start(env -> new Paxos(env, bug));
        sim.inputs(12, Duration.ofSeconds(1), nodes, random -> 1 + random.nextInt(1_000), (node, proposed) -> {
            proposals.add(String.valueOf(proposed));
            node.propose(proposed);
        });
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                "all who propose decide",
                () -> nodes.live().stream().noneMatch(node -> node.proposal != 0 && node.decision == 0));
        AgreementProperties.of(
                        "seed " + sim.seed(),
                        sim.trace(),
                        "paxos",
                        "1",
                        sim.network().group().members())
                .ic1()
                .decidesAProposal(proposals)
                .integrity();
    }

    private void propose(int proposed) {
        if (proposal == 0) {
            proposal = proposed;
            nextBallot();
        }
    }

    private void nextBallot() {
        if (decision != 0) {
            return;
        }
        round = Math.max(round, Math.max(acceptor[0], ballot) / 1_024) + 1;
        // Rounds, then lives, then nodes: no two proposers, and no two lives of one, share a ballot.
        ballot = round * 1_024 + (has(Bug.PAXOS_SHARES_BALLOTS) ? 0 : life() * 8 + rank);
        promises.clear();
        acceptances.clear();
        youngestBallot = 0;
        value = proposal;
        toAll(PREPARE, ballot);
        env.schedule(Duration.ofMillis(300 + env.random().nextInt(500)), this::nextBallot);
    }

    private int quorum() {
        return has(Bug.PAXOS_ASKS_A_MINORITY) ? 1 : size / 2 + 1;
    }

    @Override
    void received(int from, int[] message) {
        int about = message[1];
        switch (message[0]) {
            case PREPARE -> prepared(from, about);
            case PROMISE -> promised(from, about, message[2], message[3]);
            case ACCEPT -> askedToAccept(from, about, message[2]);
            default -> accepted(from, about);
        }
    }

    private void prepared(int from, int asked) {
        if (asked > acceptor[0] || (asked == acceptor[0] && has(Bug.PAXOS_SHARES_BALLOTS))) {
            acceptor[0] = asked;
            answer(from, PROMISE, asked, acceptor[1], acceptor[2]);
        }
    }

    private void askedToAccept(int from, int asked, int proposed) {
        if (asked >= acceptor[0] || has(Bug.PAXOS_ACCEPTS_OLD_BALLOTS)) {
            acceptor[0] = Math.max(acceptor[0], asked);
            acceptor[1] = asked;
            acceptor[2] = proposed;
            answer(from, ACCEPTED, asked);
        }
    }

    private void answer(int to, int... message) {
        if (has(Bug.PAXOS_ANSWERS_BEFORE_SYNC)) {
            send(to, message);
            keep(acceptor.clone(), () -> {});
        } else {
            keep(acceptor.clone(), () -> send(to, message));
        }
    }

    private boolean counts(List<Integer> answers, int from, int about) {
        if (about != ballot || decision != 0 || (answers.contains(from) && !has(Bug.PAXOS_COUNTS_AN_ACCEPTOR_TWICE))) {
            return false;
        }
        answers.add(from);
        return true;
    }

    private void promised(int from, int about, int itsBallot, int itsValue) {
        // What comes after a majority must not change what was proposed to it.
        if (promises.size() >= quorum() || !counts(promises, from, about)) {
            return;
        }
        boolean better = has(Bug.PAXOS_TAKES_THE_FIRST_VALUE)
                ? itsBallot > 0 && youngestBallot == 0
                : itsBallot > youngestBallot;
        if (better && !has(Bug.PAXOS_IGNORES_THE_PROMISED_VALUE)) {
            youngestBallot = itsBallot;
            value = itsValue;
        }
        if (promises.size() == quorum()) {
            toAll(ACCEPT, ballot, value);
        }
    }

    private void accepted(int from, int about) {
        if (counts(acceptances, from, about) && acceptances.size() == quorum()) {
            decide(value);
        }
    }

    private void decide(int decided) {
        if (decision == 0) {
            decision = decided;
            env.tracer().trace(new TraceEvent.Decide("paxos", "1", String.valueOf(decided)));
        }
    }
}
