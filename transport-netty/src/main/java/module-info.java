/**
 * Runs programs over TCP, plain or with mutual TLS 1.3.
 *
 * <p>Begin with {@link dev.strategos.transport.netty.NettyNode}.
 */
module dev.strategos.transport.netty {
    requires static org.jspecify;
    requires transitive dev.strategos.core;
    requires io.github.resilience4j.core;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.slf4j;

    exports dev.strategos.transport.netty;
    exports dev.strategos.transport.netty.tls;
}
