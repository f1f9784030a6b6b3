/**
 * Who a node is under TLS: reads keys, certificates and trust, and judges the certificates of others.
 *
 * <p>Not exported; JDK only. Begin with {@link dev.strategos.transport.netty.identity.NodeIdentity}.
 */
@NullMarked
package dev.strategos.transport.netty.identity;

import org.jspecify.annotations.NullMarked;
