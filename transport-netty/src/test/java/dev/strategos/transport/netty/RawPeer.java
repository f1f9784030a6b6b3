package dev.strategos.transport.netty;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.transport.netty.wire.Frames;
import dev.strategos.transport.netty.wire.Preamble;
import dev.strategos.transport.netty.wire.PreambleCodec;
import dev.strategos.transport.netty.wire.PreambleException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One end of a plain connection, by hand: says what no correct node would. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    static RawPeer dial(NettyNode node) throws IOException {
        InetSocketAddress address = node.address();
        return new RawPeer(new Socket(address.getAddress(), address.getPort()));
    }

    static Preamble.Greeting hello(String from, String to, long incarnation, long life, long stamp) {
        return new Preamble.Greeting(
                false, "test", NodeId.of(from), NodeId.of(to), new Incarnation(incarnation), life, stamp);
    }

    static Preamble.Greeting welcome(String from, String to, long incarnation, long life, long stamp) {
        return new Preamble.Greeting(
                true, "test", NodeId.of(from), NodeId.of(to), new Incarnation(incarnation), life, stamp);
    }

    RawPeer say(Preamble preamble) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        PreambleCodec.encode(preamble, bytes);
        return write(ByteBufUtil.getBytes(bytes));
    }

    RawPeer write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    RawPeer write(String hex) throws IOException {
        return write(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    RawPeer announce(int channel, long number, String name) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        int body = Frames.announcementBytes(name);
        Frames.setHeader(bytes, 0, Frames.CONTROL, body);
        bytes.writerIndex(Frames.HEADER + body);
        Frames.writeAnnouncement(new Frames.Announcement(channel, number, name), bytes.nioBuffer(Frames.HEADER, body));
        return write(ByteBufUtil.getBytes(bytes));
    }

    RawPeer frame(int channel, String text) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        Frames.setHeader(bytes, 0, channel, text.length());
        bytes.writerIndex(Frames.HEADER).writeCharSequence(text, StandardCharsets.US_ASCII);
        return write(ByteBufUtil.getBytes(bytes));
    }

    /** Reads the next greeting or refusal. */
    Preamble hear() throws IOException, PreambleException {
        ByteBuf bytes = Unpooled.buffer();
        Preamble preamble = null;
        while (preamble == null) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed after " + bytes.readableBytes() + " bytes");
            }
            bytes.writeByte(next);
            preamble = PreambleCodec.decode(bytes);
        }
        return preamble;
    }

    /** Reads the next frame's body. */
    byte[] hearFrame() throws IOException {
        ByteBuf header = Unpooled.wrappedBuffer(in.readNBytes(Frames.HEADER));
        return in.readNBytes(header.readInt() - Short.BYTES);
    }

    /** Reads until the other end closes; a reset counts too. */
    void hearTheEnd() {
        try {
            while (in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException reset) {
            return; // ended all the same
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
