package dev.strategos.testkit.bugs;

import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.faults.Swarm;
import dev.strategos.testkit.sim.Replicas;
import dev.strategos.testkit.sim.Simulation;
import dev.strategos.transport.memory.FaultAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One node keeps a lock, which may crash and recover; the others ask for it, and repeat what is not answered. */
final class LockServer extends SmallNode {

    private static final int REQUEST = 1;
    private static final int GRANT = 2;
    private static final int RELEASE = 3;
    private static final int RELEASED = 4;

    /** The holder, its request, and for each client its last request that was released. */
    private final int[] state;

    private final List<int[]> queue = new ArrayList<>();
    /** Whether the disk knows who holds the lock: nobody may be told before. */
    private boolean durable = true;

    LockServer(Environment env, Bug bug) {
        super(env, bug);
        int[] recalled = recall(2 + size);
        this.state = has(Bug.MUTEX_FORGETS) ? new int[2 + size] : recalled;
    }

    static void scenario(Simulation sim, Bug bug) {
        sim.nodes("server", "b", "c", "d").faults((group, random) -> {
            // The clients do not crash, so that each knows whether it holds the lock.
            var drawn =
                    Bounces.besides(Swarm.standard(), Duration.ofSeconds(10)).draw(group, random);
            return drawn.withSchedule(drawn.schedule().stream()
                    .filter(each -> each.action().nodes().size() != 1
                            || !isClientsCrash(
                                    each.action(), each.action().nodes().get(0)))
                    .toList());
        });
        NodeId server = NodeId.of("server");
        sim.configure(network -> network.syncTime(Duration.ofMillis(50)));
        sim.start(env -> new LockServer(env, bug), server);
        Replicas<LockClient> clients =
                sim.start(env -> new LockClient(env, bug), NodeId.of("b"), NodeId.of("c"), NodeId.of("d"));
        sim.always(
                "at most one is inside",
                () -> clients.all().stream().filter(LockClient::isInside).count() <= 1);
        sim.inputs(60, Duration.ofSeconds(9), clients, random -> "lock", (client, lock) -> client.want());
        sim.runThenHeal(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                "all have been inside",
                () -> clients.all().stream().noneMatch(LockClient::isWaiting));
    }

    private static boolean isClientsCrash(Object action, NodeId node) {
        boolean crash = action instanceof FaultAction.Crash || action instanceof FaultAction.Recover;
        return crash && !node.name().equals("server");
    }

    @Override
    void received(int from, int[] message) {
        int number = message[1];
        if (message[0] == REQUEST) {
            requested(from, number);
        } else if (message[0] == RELEASE) {
            released(from, number);
        }
    }

    private void requested(int client, int number) {
        boolean old = number <= state[2 + client] && !has(Bug.MUTEX_GRANTS_OLD_REQUESTS);
        if (old) {
            return;
        }
        if (state[0] == client && state[1] == number) {
            if (durable) {
                send(client, GRANT, number);
            }
        } else if (queue.stream().noneMatch(each -> each[0] == client && each[1] == number)) {
            queue.add(new int[] {client, number});
            grantNext();
        }
    }

    private void grantNext() {
        if ((state[0] != 0 && !has(Bug.MUTEX_GRANTS_TO_TWO)) || queue.isEmpty()) {
            return;
        }
        int[] next = queue.remove(0);
        if (next[1] <= state[2 + next[0]] && !has(Bug.MUTEX_GRANTS_OLD_REQUESTS)) {
            grantNext();
            return;
        }
        state[0] = next[0];
        state[1] = next[1];
        durable = false;
        keepThen(has(Bug.MUTEX_GRANTS_BEFORE_SYNC), () -> {
            durable = true;
            send(next[0], GRANT, next[1]);
        });
    }

    private void released(int client, int number) {
        boolean holder = state[0] == client && state[1] == number;
        if (holder || has(Bug.MUTEX_TAKES_ANY_RELEASE)) {
            state[0] = 0;
            state[1] = 0;
        }
        state[2 + client] = Math.max(state[2 + client], number);
        keepThen(false, () -> {
            send(client, RELEASED, number);
            grantNext();
        });
    }

    private void keepThen(boolean before, Runnable action) {
        if (before) {
            action.run();
        }
        keep(state.clone(), before ? () -> {} : action);
    }

    /** Wants the lock now and then. */
    static final class LockClient extends SmallNode {

        private int wanted;
        private int request;
        private boolean inside;
        private boolean releasing;

        LockClient(Environment env, Bug bug) {
            super(env, bug);
            every(Duration.ofMillis(150), this::repeat);
        }

        void want() {
            wanted++;
            next();
        }

        boolean isInside() {
            return inside;
        }

        boolean isWaiting() {
            return wanted > 0 || inside || releasing;
        }

        private boolean isAsking() {
            return wanted > 0 && !inside && !releasing;
        }

        private void next() {
            if (wanted > 0 && !inside && !releasing && !waiting) {
                waiting = true;
                request++;
                send(0, REQUEST, request);
            }
        }

        private boolean waiting;

        private void repeat() {
            if (waiting && isAsking() && !has(Bug.MUTEX_ASKS_ONCE)) {
                send(0, REQUEST, request);
            } else if (releasing && !has(Bug.MUTEX_RELEASES_ONCE)) {
                send(0, RELEASE, request);
            }
        }

        @Override
        void received(int from, int[] message) {
            boolean mine = message[1] == request;
            if (message[0] == GRANT && waiting && (mine || has(Bug.MUTEX_TAKES_ANY_GRANT))) {
                waiting = false;
                inside = true;
                wanted--;
                env.schedule(Duration.ofMillis(10 + env.random().nextInt(80)), this::leave);
            } else if (message[0] == RELEASED && releasing && mine) {
                releasing = false;
                next();
            }
        }

        private void leave() {
            inside = false;
            releasing = !has(Bug.MUTEX_RELEASES_ONCE);
            send(0, RELEASE, request);
            if (!releasing) {
                next();
            }
        }
    }
}
