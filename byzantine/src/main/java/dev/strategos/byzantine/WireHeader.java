package dev.strategos.byzantine;

import dev.strategos.core.NodeId;

/** What every message of an agreement begins with. */
record WireHeader(InstanceId instance, NodeId commander, int round) {}
