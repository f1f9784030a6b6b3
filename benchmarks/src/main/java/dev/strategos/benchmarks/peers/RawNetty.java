package dev.strategos.benchmarks.peers;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The floor: Netty with nothing above it. The sending thread writes frames side by side into buffers of 64 KiB, and hands over a
 * buffer when it is full; no promise, no object, no wake-up per message.
 */
final class RawNetty implements Contestant {

    private static final int BUFFER = 64 * 1024;
    private static final int HEAD = Integer.BYTES;

    private final @Nullable Path identities;

    private RawNetty(@Nullable Path identities) {
        this.identities = identities;
    }

    static RawNetty plain() {
        return new RawNetty(null);
    }

    static RawNetty tls(Path identities) {
        return new RawNetty(identities);
    }

    @Override
    public Listening listen(Arrivals arrivals) throws Exception {
        SslContext tls = identities == null
                ? null
                : SslContextBuilder.forServer(
                                Identities.certificate(identities, Identities.RECEIVER),
                                Identities.key(identities, Identities.RECEIVER))
                        .trustManager(Identities.trust(identities, Identities.RECEIVER))
                        .clientAuth(ClientAuth.REQUIRE)
                        .protocols("TLSv1.3")
                        .sslProvider(SslProvider.JDK)
                        .build();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(tls, arrivals))
                .bind(Addresses.anyPort())
                .sync()
                .channel();
        return new Listening(
                Addresses.text((InetSocketAddress) server.localAddress()), () -> group.shutdownGracefully());
    }

    @Override
    public End connect(String address, Arrivals arrivals) throws Exception {
        SslContext tls = identities == null
                ? null
                : SslContextBuilder.forClient()
                        .keyManager(
                                Identities.certificate(identities, Identities.SENDER),
                                Identities.key(identities, Identities.SENDER))
                        .trustManager(Identities.trust(identities, Identities.SENDER))
                        .protocols("TLSv1.3")
                        .sslProvider(SslProvider.JDK)
                        .endpointIdentificationAlgorithm(null)
                        .build();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(4 * BUFFER, 8 * BUFFER))
                .handler(initializer(tls, arrivals))
                .connect(Addresses.of(address))
                .sync()
                .channel();
        SslHandler handshake = channel.pipeline().get(SslHandler.class);
        if (handshake != null) {
            handshake.handshakeFuture().sync();
        }
        return new NettyEnd(group, channel);
    }

    private static ChannelInitializer<SocketChannel> initializer(@Nullable SslContext tls, Arrivals arrivals) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (tls != null) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
                channel.pipeline().addLast(new Frames(arrivals));
            }
        };
    }

    private static final class NettyEnd implements End {

        private final EventLoopGroup group;
        private final Channel channel;
        private final Frames frames;
        private ByteBuf buffer;

        NettyEnd(EventLoopGroup group, Channel channel) {
            this.group = group;
            this.channel = channel;
            this.frames = channel.pipeline().get(Frames.class);
            this.buffer = channel.alloc().ioBuffer(BUFFER);
        }

        @Override
        public void send(byte[] message) throws IOException {
            if (buffer.isReadable() && buffer.writableBytes() < HEAD + message.length) {
                flush();
            }
            buffer.writeInt(message.length).writeBytes(message);
        }

        @Override
        public void flush() throws IOException {
            while (!channel.isWritable()) {
                if (!channel.isActive()) {
                    throw new IOException("the connection has ended");
                }
                frames.waiting = Thread.currentThread();
                if (!channel.isWritable()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            channel.writeAndFlush(buffer, channel.voidPromise());
            buffer = channel.alloc().ioBuffer(BUFFER);
        }

        @Override
        public void close() {
            group.shutdownGracefully();
        }
    }

    /** Reads the frames of one connection, without an object for each. */
    private static final class Frames extends ByteToMessageDecoder {

        private final Arrivals arrivals;
        private volatile @Nullable Thread waiting;

        Frames(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            LockSupport.unpark(waiting);
            context.fireChannelWritabilityChanged();
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            while (in.readableBytes() >= HEAD) {
                int start = in.readerIndex();
                int length = in.getInt(start);
                if (in.readableBytes() < HEAD + length) {
                    return;
                }
                long number = in.getLong(start + HEAD);
                in.skipBytes(HEAD + length);
                long answer = arrivals.arrived(number, length);
                if (answer != Arrivals.NOTHING) {
                    ByteBuf bytes = context.alloc().ioBuffer(HEAD + length);
                    bytes.writeInt(length).writeLong(answer).writeZero(length - Long.BYTES);
                    context.writeAndFlush(bytes, context.voidPromise());
                }
            }
        }
    }
}
