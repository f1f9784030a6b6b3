package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.identity.CertificateNames;
import dev.strategos.transport.netty.identity.HandshakeFailure;
import dev.strategos.transport.netty.identity.NodeIdentity;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mutual TLS 1.3 on one connection. For the loop's thread only. */
final class TlsSecurity implements Security {

    private static final Logger LOG = LoggerFactory.getLogger(TlsSecurity.class);

    private final SslHandler handler;

    /**
     * The security of a new connection, with the identity as it is now.
     *
     * @param crypto runs the slow steps of the handshake, so that strangers do not hold up the loop
     */
    TlsSecurity(NodeIdentity identity, boolean dialled, Executor crypto, Duration closeDeadline) {
        this.handler = new QuietSslHandler(identity.engine(dialled), crypto);
        // The deadline of the greeting covers the handshake too.
        handler.setHandshakeTimeout(0, TimeUnit.MILLISECONDS);
        handler.setCloseNotifyFlushTimeout(Math.max(1, closeDeadline.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Does not complain to Netty's log when a step of the handshake fails after the other end has gone. */
    private static final class QuietSslHandler extends SslHandler {

        QuietSslHandler(SSLEngine engine, Executor crypto) {
            super(engine, crypto);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
            if (context.isRemoved()) {
                LOG.debug("a handshake failed after its connection had ended", cause);
            } else {
                super.exceptionCaught(context, cause);
            }
        }
    }

    @Override
    public ChannelHandler handler() {
        return handler;
    }

    @Override
    public void onEvent(Object event, Runnable secured, Refuser refuse) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secured.run();
            } else {
                onException(handshake.cause(), refuse);
            }
        }
    }

    @Override
    public void onException(Throwable thrown, Refuser refuse) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) {
                refuse.refuse(IdentityRefusal.PLAINTEXT_PEER, "does not speak TLS");
                return;
            }
        }
        HandshakeFailure failure = HandshakeFailure.of(thrown);
        if (failure != null) {
            refuse.refuse(failure.reason(), failure.detail());
        }
    }

    @Override
    public @Nullable String mismatch(NodeId expected) {
        return CertificateNames.mismatch(handler.engine().getSession(), expected);
    }

    @Override
    public void abort(Channel channel) {
        ChannelHandlerContext own = channel.pipeline().context(handler);
        if (own != null) {
            own.close();
        } else {
            channel.close();
        }
    }

    @Override
    public void closeOutput(Runnable then) {
        handler.closeOutbound().addListener(said -> then.run());
    }
}
