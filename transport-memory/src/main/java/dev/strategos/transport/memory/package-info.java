/**
 * The network in memory. Begin with {@link dev.strategos.transport.memory.MemoryNetwork}; what can go wrong in it is a {@link
 * dev.strategos.transport.memory.FaultPlan}.
 *
 * <p>How it works: all nodes share one {@code Timeline}, a queue of events in the order of their time. An event belongs to a node
 * (a frame arrives, a timer fires, an action was handed in) or to the network (a partition begins). Virtual time fires one event
 * after the other in the caller's thread; real time fires each when it is due, in a thread of its own. Nothing else differs. A
 * network built {@link dev.strategos.transport.memory.MemoryNetworkBuilder#stepwise} has no such queue: whoever holds its {@link
 * dev.strategos.transport.memory.Steps} chooses what happens next.
 */
@NullMarked
package dev.strategos.transport.memory;

import org.jspecify.annotations.NullMarked;
