package dev.strategos.examples.counters;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.CampKeys;

/**
 * One general's place in a run.
 *
 * @param self the general
 * @param config what all have configured alike
 * @param faults m
 * @param keys its own key and everybody's public ones
 * @param instance the one agreement
 * @param startNanos the common start, by the general's own clock
 */
record Seat(NodeId self, GroupConfig<String> config, int faults, CampKeys keys, InstanceId instance, long startNanos) {

    static final String ORDER = "attack";

    boolean isCommander() {
        return instance.starter().equals(self);
    }
}
