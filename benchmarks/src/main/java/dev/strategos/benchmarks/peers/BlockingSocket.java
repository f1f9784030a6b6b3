package dev.strategos.benchmarks.peers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** The second floor: a blocking socket with one buffer of 64 KiB at each end; a message is its length and its bytes. */
final class BlockingSocket implements Contestant {

    private static final int BUFFER = 64 * 1024;
    private static final int HEAD = Integer.BYTES;

    @Override
    public Listening listen(Arrivals arrivals) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(Addresses.anyPort());
        Thread thread = new Thread(
                () -> {
                    try (Socket socket = server.accept();
                            SocketEnd end = new SocketEnd(socket, arrivals)) {
                        end.receive(new CountDownLatch(1));
                    } catch (EOFException over) {
                        // The other end has closed.
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                },
                "socket-receiver");
        thread.setDaemon(true);
        thread.start();
        return new Listening(Integer.toString(server.getLocalPort()), server);
    }

    @Override
    public End connect(String address, Arrivals arrivals) throws IOException {
        Socket socket = new Socket();
        socket.connect(Addresses.of(address));
        return new SocketEnd(socket, arrivals);
    }

    private static final class SocketEnd implements End {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final Arrivals arrivals;
        private final ByteBuffer write = ByteBuffer.allocate(2 * BUFFER);
        private final ByteBuffer read = ByteBuffer.allocate(2 * BUFFER);

        SocketEnd(Socket socket, Arrivals arrivals) throws IOException {
            this.socket = socket;
            this.arrivals = arrivals;
            socket.setTcpNoDelay(true);
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        @Override
        public void send(byte[] message) throws IOException {
            if (write.position() > 0 && write.position() + HEAD + message.length > BUFFER) {
                flush();
            }
            write.putInt(message.length).put(message);
        }

        @Override
        public void flush() throws IOException {
            out.write(write.array(), 0, write.position());
            write.clear();
        }

        @Override
        public void awaitReplies(CountDownLatch done) throws IOException {
            receive(done);
        }

        private void receive(CountDownLatch done) throws IOException {
            while (done.getCount() > 0) {
                int count = in.read(read.array(), read.position(), read.remaining());
                if (count < 0) {
                    throw new EOFException("the other end has closed");
                }
                read.position(read.position() + count).flip();
                while (read.remaining() >= HEAD) {
                    int length = read.getInt(read.position());
                    if (read.remaining() < HEAD + length) {
                        break;
                    }
                    long number = read.getLong(read.position() + HEAD);
                    read.position(read.position() + HEAD + length);
                    answer(arrivals.arrived(number, length), length);
                }
                read.compact();
            }
        }

        private void answer(long number, int length) throws IOException {
            if (number != Arrivals.NOTHING) {
                byte[] message = new byte[length];
                ByteBuffer.wrap(message).putLong(number);
                send(message);
                flush();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
