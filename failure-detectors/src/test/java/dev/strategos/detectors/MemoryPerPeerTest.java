package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.strategos.core.NodeId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept per monitored peer. Allocations are counted, which is at least what is kept. */
class MemoryPerPeerTest {

    private static final int PEERS = 20_000;

    @Test
    void aMonitoredPeerTakesAtMost512Bytes() {
        for (Estimation estimation :
                new Estimation[] {ChenTimeout.of(Duration.ofMillis(1)), BertierTimeout.defaults(), PhiAccrual.of(8)}) {
            List<NodeId> ids = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                ids.add(NodeId.of("n" + i));
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            Map<NodeId, Watch> watches = new LinkedHashMap<>();
            DeadlineQueue queue = new DeadlineQueue();
            for (NodeId id : ids) {
                Watch watch = new Watch(id, true, true);
                watch.estimator = estimation.begin(Duration.ofSeconds(1));
                watches.put(id, watch);
                queue.atLatest(watch, watches.size());
            }
            long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / PEERS;
            assertThat(watches).hasSize(PEERS);
            assertThat(bytes).as("bytes per peer with %s", estimation).isBetween(100L, 512L);
        }
    }

    @Test
    void aHeartbeatTakesNoMoreMemory() {
        Estimator chen = ChenTimeout.of(Duration.ofMillis(1)).begin(Duration.ofSeconds(1));
        Estimator phi = PhiAccrual.of(8).begin(Duration.ofSeconds(1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        chen.onHeartbeat(0, 0, 1_000);
        phi.onHeartbeat(0, 0, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 1; i < 10_000; i++) {
            chen.onHeartbeat(i * 1_000L, i * 1_000L, 1_000);
            phi.onHeartbeat(i * 1_000L, i * 1_000L, 1_000);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }
}
