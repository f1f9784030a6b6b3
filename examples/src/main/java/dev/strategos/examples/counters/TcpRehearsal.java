package dev.strategos.examples.counters;

import dev.strategos.byzantine.Counters;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampLink;
import dev.strategos.examples.launch.CouldNotRunException;
import dev.strategos.examples.process.Loopback;
import dev.strategos.transport.netty.NettyConfig;
import dev.strategos.transport.netty.NettyNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A rehearsal over loopback TCP: all nodes in this process, without TLS, in real time. */
final class TcpRehearsal {

    private static final Duration LEAD = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** After all is counted that should be: whether more comes. */
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final Rehearsal rehearsal;
    private final List<Member> members = new ArrayList<>();
    private final List<Supplier<Counters>> counters = new ArrayList<>();

    private record Member(NettyNode node, CampLink link) {}

    private TcpRehearsal(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Runs it until all is counted that should be, or until its time is over. */
    static Count run(Rehearsal rehearsal) {
        TcpRehearsal run = new TcpRehearsal(rehearsal);
        try {
            run.meet();
            run.begin();
            return run.count();
        } finally {
            run.members.forEach(member -> member.node.close());
        }
    }

    private void meet() {
        Map<NodeId, InetSocketAddress> addresses =
                Loopback.freeAddresses(rehearsal.camp().group());
        addresses.forEach((id, address) -> {
            NettyNode node = NettyNode.start(NettyConfig.builder(id)
                    .cluster("counters")
                    .group(rehearsal.camp().group())
                    .plainText()
                    .nodeModel(rehearsal.camp().nodes())
                    .timingModel(rehearsal.camp().timing())
                    .listen(address)
                    .addresses(addresses::get)
                    .build());
            members.add(new Member(node, node.run(env -> new CampLink(env, true))));
        });
        CompletableFuture<?>[] met =
                members.stream().map(member -> member.link.allMet()).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(met).get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CouldNotRunException("the generals did not all meet within a minute", e);
        } catch (Exception e) {
            throw new CouldNotRunException("the generals did not all meet: " + e.getMessage(), e);
        }
    }

    private void begin() {
        long start = System.nanoTime() + LEAD.toNanos();
        members.forEach(member ->
                counters.add(onLoop(member, () -> rehearsal.begin(member.node.id(), member.link.link(), start))));
    }

    private Count count() {
        long end = System.nanoTime() + LEAD.plus(rehearsal.camp().duration()).toNanos();
        Count count = look();
        while (!count.isExact() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            count = look();
        }
        LockSupport.parkNanos(SILENCE.toNanos());
        return look();
    }

    private Count look() {
        List<Counters> ofEach = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            ofEach.add(onLoop(members.get(i), counters.get(i)));
        }
        return rehearsal.count(ofEach);
    }

    private static <A> A onLoop(Member member, Supplier<A> action) {
        try {
            return CompletableFuture.supplyAsync(action, task -> {
                        if (!member.node.execute(task)) {
                            throw new CouldNotRunException(member.node.id() + " takes no more work");
                        }
                    })
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }
}
