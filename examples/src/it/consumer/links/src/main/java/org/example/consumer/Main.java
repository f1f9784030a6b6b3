package org.example.consumer;

import dev.strategos.core.Environment;
import dev.strategos.core.Lane;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.Wire;
import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.FifoLink;
import dev.strategos.links.ReliableConfig;
import dev.strategos.links.ReliableLink;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Stacks the ladder on a wire that leads nowhere: no transport is among this module's dependencies. */
public final class Main {

    private static final SystemModel MODEL =
            new SystemModel(NetworkModel.FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());

    private Main() {}

    public static void main(String[] args) {
        NodeId bob = NodeId.of("bob");
        Environment environment = answering(Environment.class, Map.of("inLoop", true));
        Lane lane = answering(Lane.class, Map.of("peer", bob));
        Wire wire = answering(
                Wire.class,
                Map.of("environment", environment, "channel", "orders", "model", MODEL, "maxBytes", 1000, "to", lane));
        Stackable link = FifoLink.over(ReliableLink.over(FairLossLink.over(wire), ReliableConfig.defaults()));
        System.out.println("the ladder to " + link.to(bob).peer() + " is " + link.model().network());
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }
}
