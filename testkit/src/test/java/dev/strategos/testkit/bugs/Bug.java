package dev.strategos.testkit.bugs;

import dev.strategos.testkit.sim.Simulation;
import java.util.function.BiConsumer;

/** What somebody once got wrong, or might, in the small protocols of this package; and nothing, for each of them. */
enum Bug {
    COUNTER_RIGHT(Counter::scenario, ""),
    COUNTER_TOLD_ONCE(Counter::scenario, "tells its state after an addition only, once"),
    COUNTER_ADDS_STATES(Counter::scenario, "adds a state that it hears instead of taking the larger one"),
    COUNTER_TAKES_THE_LAST(Counter::scenario, "takes what it hears last instead of the larger one"),
    COUNTER_FORGETS(Counter::scenario, "keeps nothing over a crash"),
    COUNTER_ANSWERS_BEFORE_SYNC(Counter::scenario, "confirms an addition before it is durable"),
    COUNTER_LEAVES_OUT_THE_LAST(Counter::scenario, "tells all nodes but the last"),

    LINK_RIGHT(ArqLink::scenario, ""),
    LINK_NEVER_RETRANSMITS(ArqLink::scenario, "sends every message once"),
    LINK_DELIVERS_AGAIN(ArqLink::scenario, "delivers what it has delivered before"),
    LINK_ACKNOWLEDGES_BEFORE_THE_GAP_CHECK(ArqLink::scenario, "acknowledges a message beyond a gap, and drops it"),
    LINK_DELIVERS_BEYOND_GAPS(ArqLink::scenario, "delivers a message beyond a gap"),
    LINK_TAKES_ANY_ACKNOWLEDGEMENT(ArqLink::scenario, "takes any acknowledgement for one of the oldest message"),
    LINK_NUMBERS_WRAP(ArqLink::scenario, "has fewer numbers than messages in its window"),
    LINK_ACKNOWLEDGES_ONE_TOO_MANY(ArqLink::scenario, "reads an acknowledgement as one more than it is"),

    BROADCAST_RIGHT(UniformBroadcast::scenario, ""),
    BROADCAST_NEVER_RELAYS(UniformBroadcast::scenario, "leaves it to the origin to reach all"),
    BROADCAST_DELIVERS_AGAIN(UniformBroadcast::scenario, "delivers at every further relay"),
    BROADCAST_DELIVERS_AT_ONCE(UniformBroadcast::scenario, "delivers before a majority has relayed"),
    BROADCAST_COUNTS_A_RELAYER_TWICE(UniformBroadcast::scenario, "counts the relays instead of the relayers"),
    BROADCAST_HALF_IS_A_MAJORITY(UniformBroadcast::scenario, "takes half of the nodes for a majority"),
    BROADCAST_LETS_OVERTAKE(UniformBroadcast::scenario, "delivers as soon as it may, in any order"),
    BROADCAST_NAMES_THE_RELAYER(UniformBroadcast::scenario, "takes the relayer for the origin"),

    MUTEX_RIGHT(LockServer::scenario, ""),
    MUTEX_GRANTS_TO_TWO(LockServer::scenario, "grants a lock that somebody holds"),
    MUTEX_TAKES_ANY_RELEASE(LockServer::scenario, "frees the lock at an old release"),
    MUTEX_FORGETS(LockServer::scenario, "forgets over a crash who holds the lock"),
    MUTEX_GRANTS_BEFORE_SYNC(LockServer::scenario, "grants the lock before that is durable"),
    MUTEX_TAKES_ANY_GRANT(LockServer::scenario, "takes an old grant for one of the present request"),
    MUTEX_ASKS_ONCE(LockServer::scenario, "asks once"),
    MUTEX_RELEASES_ONCE(LockServer::scenario, "releases once"),
    MUTEX_GRANTS_OLD_REQUESTS(LockServer::scenario, "grants the lock to a request that was served long ago"),

    REGISTER_RIGHT(AbdRegister::scenario, ""),
    REGISTER_NEVER_WRITES_BACK(AbdRegister::scenario, "answers a read without writing back what it saw"),
    REGISTER_READS_LOCALLY(AbdRegister::scenario, "answers a read from its own copy"),
    REGISTER_ASKS_A_MINORITY(AbdRegister::scenario, "is content with one copy"),
    REGISTER_TAKES_THE_LAST(AbdRegister::scenario, "overwrites a younger value with an older one"),
    REGISTER_TIES(AbdRegister::scenario, "gives concurrent writes the same time stamp"),
    REGISTER_FORGETS(AbdRegister::scenario, "keeps nothing over a crash"),
    REGISTER_ANSWERS_BEFORE_SYNC(AbdRegister::scenario, "confirms a copy before it is durable"),
    REGISTER_MIXES_ANSWERS(AbdRegister::scenario, "counts answers to an earlier question"),
    REGISTER_WRITES_UNASKED(AbdRegister::scenario, "writes without asking for the latest time stamp"),

    PAXOS_RIGHT(Paxos::scenario, ""),
    PAXOS_IGNORES_THE_PROMISED_VALUE(Paxos::scenario, "proposes its own value although another was accepted"),
    PAXOS_TAKES_THE_FIRST_VALUE(Paxos::scenario, "proposes the first accepted value it hears of, not the youngest"),
    PAXOS_ACCEPTS_OLD_BALLOTS(Paxos::scenario, "accepts a ballot below its promise"),
    PAXOS_FORGETS(Paxos::scenario, "forgets its promises over a crash"),
    PAXOS_ANSWERS_BEFORE_SYNC(Paxos::scenario, "answers before a promise is durable"),
    PAXOS_ASKS_A_MINORITY(Paxos::scenario, "is content with one acceptor"),
    PAXOS_COUNTS_AN_ACCEPTOR_TWICE(Paxos::scenario, "counts answers instead of acceptors"),
    PAXOS_SHARES_BALLOTS(Paxos::scenario, "lets two proposers use the same ballot"),

    ELECTION_RIGHT(Election::scenario, ""),
    ELECTION_VOTES_TWICE(Election::scenario, "votes for two candidates of one term"),
    ELECTION_FORGETS(Election::scenario, "forgets its vote over a crash"),
    ELECTION_COUNTS_OLD_VOTES(Election::scenario, "counts votes of an earlier term"),
    ELECTION_COUNTS_A_VOTER_TWICE(Election::scenario, "counts votes instead of voters"),
    ELECTION_HALF_IS_A_MAJORITY(Election::scenario, "is content with one vote less"),
    ELECTION_STANDS_ONCE(Election::scenario, "stands for election once");

    final BiConsumer<Simulation, Bug> scenario;
    final String story;

    Bug(BiConsumer<Simulation, Bug> scenario, String story) {
        this.scenario = scenario;
        this.story = story;
    }

    boolean isNone() {
        return story.isEmpty();
    }
}
