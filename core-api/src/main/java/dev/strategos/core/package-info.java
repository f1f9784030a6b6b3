/**
 * The contracts: a protocol is plain single-threaded Java over an {@link dev.strategos.core.Environment}.
 *
 * <p>Where to begin:
 *
 * <ul>
 *   <li><b>running something</b>: {@link dev.strategos.core.Program}, {@link dev.strategos.core.Node};
 *   <li><b>writing a protocol</b>: {@link dev.strategos.core.Environment}, {@link dev.strategos.core.Link};
 *   <li><b>writing a link</b>: {@link dev.strategos.core.Stackable};
 *   <li><b>writing a transport, codec or storage</b>: {@link dev.strategos.core.Wire}, {@link
 *       dev.strategos.core.Codec}, {@link dev.strategos.core.StableStorage};
 *   <li><b>watching a run</b>: {@link dev.strategos.core.TraceSink}, {@link dev.strategos.core.TraceEvent}, {@link
 *       dev.strategos.core.Fault}.
 * </ul>
 *
 * <p>What a protocol may assume of its world is in {@link dev.strategos.core.model}.
 */
@NullMarked
package dev.strategos.core;

import org.jspecify.annotations.NullMarked;
