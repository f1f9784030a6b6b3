/**
 * What a user says and hears about identity: {@link dev.strategos.transport.netty.tls.TlsConfig} names the files, {@link
 * dev.strategos.transport.netty.tls.IdentityRefusal} the reasons for which an end of a connection is turned away.
 */
@NullMarked
package dev.strategos.transport.netty.tls;

import org.jspecify.annotations.NullMarked;
