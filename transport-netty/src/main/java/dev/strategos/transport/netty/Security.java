package dev.strategos.transport.netty;

import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** What makes one connection more than plain TCP. For the loop's thread only. */
interface Security {

    /** Takes the reason for which the other end is turned away. */
    interface Refuser {
        void refuse(IdentityRefusal reason, String detail);
    }

    /** What stands between the socket and the connection. */
    ChannelHandler handler();

    /** Looks at an event of the pipeline; calls one of the two when the connection is secured or never will be. */
    void onEvent(Object event, Runnable secured, Refuser refuse);

    /** Looks at what was thrown before the connection was open. */
    void onException(Throwable cause, Refuser refuse);

    /**
     * Whether the other end is proven to be this node.
     *
     * @return null if so, else what it is proven to be, in words
     */
    @Nullable
    String mismatch(NodeId expected);

    /** Ends the connection amid its handshake, without a goodbye: to the other end that would look like a broken record. */
    void abort(Channel channel);

    /** Says that nothing more will be sent; then runs the action. */
    void closeOutput(Runnable then);
}
