package dev.strategos.transport.netty;

import dev.strategos.core.Fault;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.transport.netty.tls.IdentityRefusal;
import dev.strategos.transport.netty.wire.FrameException;
import dev.strategos.transport.netty.wire.Frames;
import dev.strategos.transport.netty.wire.Preamble;
import dev.strategos.transport.netty.wire.PreambleCodec;
import dev.strategos.transport.netty.wire.PreambleException;
import dev.strategos.transport.netty.wire.RefusalCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection from its first byte to its last: secured, greeted, open, ended. Who may greet, and which of two connections
 * lives, {@link Remote} judges. For the loop's thread only.
 */
final class Connection extends ByteToMessageDecoder {

    private enum State {
        SECURING,
        GREETING,
        OPEN,
        REFUSED,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final NodeContext node;
    private final Cluster cluster;
    private final Channel channel;
    /** Whom this node dialled; null where it was dialled. */
    private final @Nullable Remote dialled;

    private final @Nullable Security security;
    private final Future<?> deadline;
    private final Runnable onKnown;
    private State state;
    private int channelNumbers;
    private Runnable onEnded = () -> {};
    private boolean known;
    private boolean greeted;
    private @Nullable Remote remote;
    private @Nullable Peer peer;
    private @Nullable Outbound outbound;
    private @Nullable Inbound inbound;

    /**
     * A connection that has just been made.
     *
     * @param onKnown called once, when the other end has said who it is, or the connection has ended
     */
    Connection(
            NodeContext node,
            Cluster cluster,
            Channel channel,
            @Nullable Remote dialled,
            @Nullable Security security,
            Runnable onKnown) {
        this.node = node;
        this.cluster = cluster;
        this.channel = channel;
        this.dialled = dialled;
        this.security = security;
        this.onKnown = onKnown;
        this.state = security == null ? State.GREETING : State.SECURING;
        this.deadline = node.loop()
                .schedule(this::late, node.config().greetingDeadline().toNanos());
    }

    /** The other end; only once the connection is open. */
    Peer peer() {
        return Objects.requireNonNull(peer, "peer");
    }

    /** The way out; only once the connection is open. */
    Outbound outbound() {
        return Objects.requireNonNull(outbound, "outbound");
    }

    /** The number under which the next channel is announced here. */
    int nextChannelNumber() {
        return ++channelNumbers;
    }

    /** Whether this node has said its hello: from now on the other end may take the connection to be the one that lives. */
    boolean isGreeted() {
        return greeted;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state == State.GREETING) {
            secured();
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (state == State.SECURING && security != null) {
            security.onEvent(event, this::secured, this::refuse);
        }
        context.fireUserEventTriggered(event);
    }

    private void secured() {
        if (state == State.SECURING) {
            state = State.GREETING;
        }
        if (dialled == null) {
            return;
        }
        if (security != null) {
            String other = security.mismatch(dialled.id());
            if (other != null) {
                refuse(IdentityRefusal.OTHER_ID, other);
                return;
            }
        }
        greeted = true;
        say(node.greeting(false, dialled.id()));
    }

    private ChannelFuture say(Preamble preamble) {
        ByteBuf bytes = channel.alloc().ioBuffer(PreambleCodec.HEADER + PreambleCodec.MAX_BODY);
        PreambleCodec.encode(preamble, bytes);
        return channel.writeAndFlush(bytes);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (state) {
            case GREETING -> readPreamble(in);
            case OPEN -> readFrames(in);
            default -> in.skipBytes(in.readableBytes());
        }
    }

    private void readPreamble(ByteBuf in) {
        try {
            Preamble preamble = PreambleCodec.decode(in);
            if (preamble instanceof Preamble.Greeting greeting) {
                greeting(greeting);
            } else if (preamble instanceof Preamble.Refusal refusal) {
                refused(refusal);
            }
        } catch (PreambleException wrong) {
            turnAway(Objection.to(wrong, dialled == null ? null : dialled.id(), at()));
        }
    }

    private void greeting(Preamble.Greeting greeting) {
        Objection objection = Objection.to(greeting, node, cluster, dialled, security, at());
        Remote sender = cluster.remote(greeting.from());
        if (objection != null || sender == null) {
            turnAway(Objects.requireNonNull(objection, "objection"));
            return;
        }
        switch (sender.judge(greeting, this)) {
            case STALE -> turnAway(Objection.toStale(greeting, sender, at()));
            case REDUNDANT -> turnAway(Objection.toRedundant());
            case WELCOME -> {
                if (dialled == null) {
                    say(node.greeting(true, sender.id()));
                }
                open(sender, new Peer(sender.id(), greeting.incarnation()));
            }
        }
    }

    private void open(Remote sender, Peer other) {
        state = State.OPEN;
        remote = sender;
        peer = other;
        outbound = new Outbound(
                node.loop()::flushAtEndOfTurn, channel, node.config().limits().outboundBytes(), sender::onDrained);
        inbound = new Inbound(node, cluster.wires(), other);
        known();
        sender.opened(this);
    }

    private void readFrames(ByteBuf in) {
        Inbound frames = Objects.requireNonNull(inbound, "inbound");
        try {
            Frames.read(in, node.config().limits().frameBytes(), (number, body) -> {
                frames.frame(number, body);
                return state == State.OPEN;
            });
        } catch (FrameException wrong) {
            node.report(new Fault(
                    peer().id(),
                    wrong.isOversize() ? Fault.Kind.OVERSIZE : Fault.Kind.PROTOCOL_VIOLATION,
                    at() + " sent " + wrong.getMessage()));
            end();
        }
    }

    /** The other end will not talk. */
    private void refused(Preamble.Refusal refusal) {
        if (refusal.code() != RefusalCode.REDUNDANT) {
            NodeId who = dialled == null ? null : dialled.id();
            String seen = at() + " says " + refusal.code() + ", " + refusal.text();
            node.report(
                    refusal.code() == RefusalCode.STALE_INCARNATION
                            ? new Fault(node.self().id(), Fault.Kind.STALE_INCARNATION, seen)
                            : IdentityRefusal.REFUSED_BY_PEER.fault(who, seen));
        }
        end();
    }

    private void refuse(IdentityRefusal reason, String detail) {
        if (state == State.ENDED) {
            return;
        }
        node.report(reason.fault(dialled == null ? null : dialled.id(), at() + ": " + detail));
        end();
    }

    private void turnAway(Objection objection) {
        if (objection.fault() != null) {
            node.report(objection.fault());
        }
        if (dialled != null) {
            // The acceptor takes a connection that it welcomed to be open: a refusal would look to it like a frame.
            end();
            return;
        }
        state = State.REFUSED;
        say(new Preamble.Refusal(objection.code(), objection.text())).addListener(ChannelFutureListener.CLOSE);
    }

    private void late() {
        if (state == State.REFUSED || !channel.isActive()) {
            end();
        } else if (state == State.SECURING || state == State.GREETING) {
            refuse(
                    IdentityRefusal.TIMED_OUT,
                    "did not say who it is within " + node.config().greetingDeadline());
        }
    }

    /** Ends the connection; what was not sent is lost. */
    void end() {
        if (state == State.ENDED) {
            return;
        }
        boolean securing = state == State.SECURING;
        state = State.ENDED;
        if (securing && security != null) {
            // Not now: where the handshake failed, its alert has yet to go out.
            node.loop().submit(() -> security.abort(channel));
        } else {
            channel.close();
        }
        ended();
    }

    /** Lets out what was accepted, then says that nothing more comes, and waits for the other end to close. */
    void finish(Runnable whenEnded) {
        onEnded = whenEnded;
        outbound().finish(() -> {
            if (security == null) {
                shutdownOutput();
            } else {
                security.closeOutput(this::shutdownOutput);
            }
        });
    }

    private void shutdownOutput() {
        // Closing at once would reset the connection if anything unread had come in; the other end would lose the rest.
        ((DuplexChannel) channel).shutdownOutput();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (state != State.ENDED) {
            state = State.ENDED;
            ended();
        }
    }

    private void ended() {
        known();
        onEnded.run();
        if (outbound != null) {
            outbound.release();
        }
        if (remote != null) {
            remote.lost(this);
        } else if (dialled != null) {
            dialled.attemptFailed(this);
        }
    }

    private void known() {
        if (!known) {
            known = true;
            deadline.cancel(false);
            onKnown.run();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (security != null && (state == State.SECURING || state == State.GREETING)) {
            security.onException(cause, this::refuse);
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            // A reset, or TLS broken off (its exceptions are of this kind): nothing that the peer is guilty of.
            LOG.debug("{}: connection with {} broke", node.self().id(), at(), cause);
        } else {
            LOG.error(
                    "{}: connection with {} is closed for a mistake in this node",
                    node.self().id(),
                    at(),
                    cause);
        }
        end();
    }

    private String at() {
        return (peer == null ? "" : peer.id() + " at ") + channel.remoteAddress();
    }
}
