/**
 * One node of a cluster from a config file: {@link dev.strategos.examples.node.NodeCommand} reads a {@link
 * dev.strategos.examples.node.NodeFile}, starts the node, and lets it play.
 */
@NullMarked
package dev.strategos.examples.node;

import org.jspecify.annotations.NullMarked;
