package dev.strategos.benchmarks.peers;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** gRPC: one call that streams in both directions, with its own flow control and callbacks on its event loop. */
final class Grpc implements Contestant {

    private static final MethodDescriptor<byte[], byte[]> STREAM = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("benchmark/stream")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private final @Nullable Path identities;

    private Grpc(@Nullable Path identities) {
        this.identities = identities;
    }

    static Grpc plain() {
        return new Grpc(null);
    }

    static Grpc tls(Path identities) {
        return new Grpc(identities);
    }

    @Override
    public Listening listen(Arrivals arrivals) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(Addresses.anyPort());
        if (identities != null) {
            builder.sslContext(GrpcSslContexts.configure(
                            SslContextBuilder.forServer(
                                    Identities.certificate(identities, Identities.RECEIVER),
                                    Identities.key(identities, Identities.RECEIVER)),
                            SslProvider.JDK)
                    .trustManager(Identities.trust(identities, Identities.RECEIVER))
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .build());
        }
        Server server = builder.directExecutor()
                .addService(ServerServiceDefinition.builder("benchmark")
                        .addMethod(
                                STREAM, ServerCalls.asyncBidiStreamingCall(replies -> new Incoming(arrivals, replies)))
                        .build())
                .build()
                .start();
        return new Listening(Integer.toString(server.getPort()), server::shutdownNow);
    }

    @Override
    public End connect(String address, Arrivals arrivals) throws Exception {
        NettyChannelBuilder builder = identities == null
                ? NettyChannelBuilder.forAddress(Addresses.of(address)).usePlaintext()
                : NettyChannelBuilder.forAddress(Addresses.of(address))
                        .overrideAuthority("localhost")
                        .sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                                .keyManager(
                                        Identities.certificate(identities, Identities.SENDER),
                                        Identities.key(identities, Identities.SENDER))
                                .trustManager(Identities.trust(identities, Identities.SENDER))
                                .protocols("TLSv1.3")
                                .build());
        ManagedChannel channel = builder.directExecutor().disableRetry().build();
        ClientCall<byte[], byte[]> call = channel.newCall(STREAM, CallOptions.DEFAULT);
        GrpcEnd end = new GrpcEnd(channel, call, arrivals);
        call.start(end, new Metadata());
        call.request(Integer.MAX_VALUE);
        return end;
    }

    /** The bytes as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                byte[] message = new byte[stream.available()];
                if (stream.readNBytes(message, 0, message.length) != message.length) {
                    throw new IOException("a message ended too early");
                }
                return message;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** The server's view of the call. */
    private record Incoming(Arrivals arrivals, StreamObserver<byte[]> replies) implements StreamObserver<byte[]> {

        @Override
        public void onNext(byte[] message) {
            long answer = arrivals.arrived(ByteBuffer.wrap(message).getLong(), message.length);
            if (answer != Arrivals.NOTHING) {
                ByteBuffer.wrap(message).putLong(answer);
                replies.onNext(message);
            }
        }

        @Override
        public void onError(Throwable broken) {}

        @Override
        public void onCompleted() {
            replies.onCompleted();
        }
    }

    /** The client's view of the call. */
    private static final class GrpcEnd extends ClientCall.Listener<byte[]> implements End {

        private final ManagedChannel channel;
        private final ClientCall<byte[], byte[]> call;
        private final Arrivals arrivals;
        private volatile @Nullable Thread waiting;
        private volatile @Nullable Status over;

        GrpcEnd(ManagedChannel channel, ClientCall<byte[], byte[]> call, Arrivals arrivals) {
            this.channel = channel;
            this.call = call;
            this.arrivals = arrivals;
        }

        @Override
        public void send(byte[] message) throws IOException {
            while (!call.isReady()) {
                if (over != null) {
                    throw new IOException("the call has ended: " + over);
                }
                waiting = Thread.currentThread();
                if (!call.isReady()) {
                    LockSupport.parkNanos(1_000_000);
                }
                waiting = null;
            }
            call.sendMessage(message);
        }

        @Override
        public void onReady() {
            LockSupport.unpark(waiting);
        }

        @Override
        public void onMessage(byte[] message) {
            long answer = arrivals.arrived(ByteBuffer.wrap(message).getLong(), message.length);
            if (answer != Arrivals.NOTHING) {
                ByteBuffer.wrap(message).putLong(answer);
                call.sendMessage(message);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            over = status;
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
