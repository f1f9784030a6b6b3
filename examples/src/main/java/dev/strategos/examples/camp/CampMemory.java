package dev.strategos.examples.camp;

import dev.strategos.core.TraceSink;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.transport.memory.DelayLaw;
import dev.strategos.transport.memory.FaultPlan;
import dev.strategos.transport.memory.MemoryNetwork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A camp in memory, in virtual time: the same outcome for the same seed. */
public final class CampMemory {

    /** When the generals begin, so long after the network. */
    public static final Duration LEAD = Duration.ofMillis(200);

    private CampMemory() {}

    /**
     * The network between them, with delays of at most a twentieth of Δ.
     *
     * @param camp who they are
     * @return the network; close it
     */
    public static MemoryNetwork network(Camp camp) {
        return network(camp, null);
    }

    /**
     * The same network, watched.
     *
     * @param camp who they are
     * @param trace told all that happens; null for nobody
     * @return the network; close it
     */
    public static MemoryNetwork network(Camp camp, @Nullable TraceSink trace) {
        Duration most = camp.delta().dividedBy(20);
        return MemoryNetwork.builder(camp.group())
                .seed(camp.seed())
                .trace(trace)
                .model(new SystemModel(NetworkModel.FAIR_LOSS, camp.nodes(), camp.timing()))
                .faults(FaultPlan.builder()
                        .delay(DelayLaw.uniform(most.dividedBy(10), most))
                        .build())
                .build();
    }

    /**
     * How long a run takes until all have decided.
     *
     * @param camp who they are
     * @return the time, from the network's beginning
     */
    public static Duration length(Camp camp) {
        return LEAD.plus(camp.duration()).plus(camp.delta());
    }
}
