package dev.strategos.benchmarks.peers;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** JeroMQ with its defaults: a PAIR of sockets. What was on its way when a connection breaks is lost: it does not retransmit. */
final class JeroMq implements Contestant {

    @Override
    public Listening listen(Arrivals arrivals) {
        ZContext context = new ZContext();
        ZMQ.Socket socket = context.createSocket(SocketType.PAIR);
        int port = socket.bindToRandomPort("tcp://127.0.0.1");
        Thread thread = new Thread(
                () -> {
                    try {
                        new JeroMqEnd(context, socket, arrivals).receive(new CountDownLatch(1));
                    } catch (ZMQException over) {
                        // The context was closed.
                    }
                },
                "jeromq-receiver");
        thread.setDaemon(true);
        thread.start();
        return new Listening(Integer.toString(port), context);
    }

    @Override
    public End connect(String address, Arrivals arrivals) {
        ZContext context = new ZContext();
        ZMQ.Socket socket = context.createSocket(SocketType.PAIR);
        socket.connect("tcp://127.0.0.1:" + address);
        return new JeroMqEnd(context, socket, arrivals);
    }

    private record JeroMqEnd(ZContext context, ZMQ.Socket socket, Arrivals arrivals) implements End {

        @Override
        public void send(byte[] message) {
            // It keeps the array until it is on the socket.
            socket.send(message.clone());
        }

        @Override
        public void awaitReplies(CountDownLatch done) {
            receive(done);
        }

        void receive(CountDownLatch done) {
            while (done.getCount() > 0) {
                byte[] message = socket.recv();
                long answer = arrivals.arrived(ByteBuffer.wrap(message).getLong(), message.length);
                if (answer != Arrivals.NOTHING) {
                    ByteBuffer.wrap(message).putLong(answer);
                    socket.send(message);
                }
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
