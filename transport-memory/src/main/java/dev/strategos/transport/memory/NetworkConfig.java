package dev.strategos.transport.memory;

import dev.strategos.core.Fault;
import dev.strategos.core.Group;
import dev.strategos.core.TraceSink;
import dev.strategos.core.model.SystemModel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link MemoryNetworkBuilder} was told. */
record NetworkConfig(
        Group group,
        long seed,
        SystemModel model,
        FaultPlan faults,
        boolean mayBreakModel,
        int maxFrameBytes,
        long maxBytesUnderWay,
        int maxQueuedActions,
        Duration syncTime,
        boolean rethrowProgramFailures,
        Consumer<Fault> faultListener,
        @Nullable TraceSink traceSink,
        @Nullable FateSource fates) {

    NetworkConfig {
        requireAtLeast("maxFrameBytes", 1, maxFrameBytes);
        requireAtLeast("maxBytesUnderWay", 1, maxBytesUnderWay);
        requireAtLeast("maxQueuedActions", 1, maxQueuedActions);
        if (syncTime.isNegative()) {
            throw new IllegalArgumentException("syncTime: must be zero or more, but was " + syncTime);
        }
    }

    private static void requireAtLeast(String field, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(field + ": must be at least " + least + ", but was " + value);
        }
    }
}
