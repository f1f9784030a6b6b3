package dev.strategos.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.transport.netty.wire.FrameException;
import dev.strategos.transport.netty.wire.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundTest {

    private static final int BOUND = 200_000;

    /** A socket that takes bytes only when the test lets it. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {
        private record Waiting(ByteBuf bytes, ChannelPromise promise) {}

        final Deque<Waiting> waiting = new ArrayDeque<>();
        final List<ByteBuf> taken = new ArrayList<>();
        boolean open = true;
        boolean keeps = true;
        int flushed;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            waiting.add(new Waiting((ByteBuf) message, promise));
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            flushed++;
            if (open) {
                takeAll();
            }
        }

        void takeAll() {
            while (!waiting.isEmpty()) {
                Waiting next = waiting.remove();
                if (keeps) {
                    taken.add(next.bytes);
                } else {
                    next.bytes.release();
                }
                next.promise.setSuccess();
            }
        }
    }

    private final Socket socket = new Socket();
    private final EmbeddedChannel channel = new EmbeddedChannel(socket);
    private final Deque<Loop.Flushable> endOfTurn = new ArrayDeque<>();
    private int drained;
    private final Outbound out = new Outbound(endOfTurn::add, channel, BOUND, () -> drained++);

    @AfterEach
    void leaksNothing() {
        out.release();
        socket.takeAll();
        for (ByteBuf bytes : socket.taken) {
            assertThat(bytes.refCnt()).isPositive();
            bytes.release();
        }
        channel.finishAndReleaseAll();
    }

    private boolean send(String text) {
        ByteBuffer room = out.claim(this, text.length());
        if (room == null) {
            return false;
        }
        assertThat(room.remaining()).isEqualTo(text.length());
        room.put(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(out.commit(this, 1, text.length())).isTrue();
        return true;
    }

    private void endTurn() {
        for (int count = endOfTurn.size(); count > 0; count--) {
            endOfTurn.remove().flush();
        }
    }

    private List<String> arrived() {
        List<String> texts = new ArrayList<>();
        ByteBuf all = Unpooled.buffer();
        socket.taken.forEach(bytes -> all.writeBytes(bytes.duplicate()));
        try {
            Frames.read(
                    all,
                    BOUND,
                    (number, body) ->
                            texts.add(StandardCharsets.US_ASCII.decode(body).toString()));
        } catch (FrameException wrong) {
            throw new AssertionError(wrong);
        }
        assertThat(all.isReadable()).isFalse();
        return texts;
    }

    @Test
    void aTurnIsOneWriteAndOneFlush() {
        for (int i = 0; i < 1000; i++) {
            assertThat(send("message " + i)).isTrue();
        }
        assertThat(socket.taken).isEmpty();
        assertThat(endOfTurn).hasSize(1);
        endTurn();
        assertThat(socket.taken).hasSize(1);
        assertThat(socket.flushed).isEqualTo(1);
        assertThat(arrived()).hasSize(1000).startsWith("message 0", "message 1").endsWith("message 999");
        assertThat(out.pending()).isZero();
    }

    @Test
    void anIdleTurnSendsNothing() {
        out.flush();
        assertThat(socket.flushed).isZero();
    }

    @Test
    void framesOfManySizesCrossChunks() {
        List<String> sent = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            for (int size : new int[] {0, 1, 30_000, 30_000, 65_530, 65_531, 100, 0}) {
                String text = "x".repeat(size);
                if (send(text)) {
                    sent.add(text);
                }
            }
            endTurn();
        }
        assertThat(sent).hasSizeGreaterThan(30);
        assertThat(arrived()).isEqualTo(sent);
    }

    @Test
    void isBoundedAndSaysWhenBytesHaveGone() {
        socket.open = false;
        int accepted = 0;
        while (send("x".repeat(1000))) {
            accepted++;
            endTurn();
        }
        assertThat(accepted).isEqualTo(BOUND / (1000 + Frames.HEADER));
        assertThat(out.pending()).isLessThanOrEqualTo(BOUND);
        assertThat(drained).isZero();
        socket.open = true;
        socket.takeAll();
        assertThat(drained).isPositive();
        endTurn();
        assertThat(arrived()).hasSize(accepted);
        assertThat(send("again")).isTrue();
    }

    @Test
    void aStalledPeerHoldsFullChunksOnly() {
        socket.open = false;
        for (int turn = 0; turn < 3000; turn++) {
            assertThat(send("x".repeat(50))).isTrue();
            endTurn();
        }
        // 3,000 turns, 168,000 bytes: the first turn's, then chunks of 64 KiB.
        assertThat(socket.waiting).hasSizeLessThanOrEqualTo(4);
        socket.open = true;
        socket.takeAll();
        endTurn();
        assertThat(arrived()).hasSize(3000);
    }

    @Test
    void anIdleConnectionBeginsItsChunkAnew() {
        assertThat(out.claim(this, 10).position()).isEqualTo(Frames.HEADER);
        assertThat(out.commit(this, 1, 10)).isTrue();
        endTurn();
        assertThat(out.claim(this, 10).position())
                .as("the socket still holds a part")
                .isGreaterThan(Frames.HEADER);
        assertThat(out.commit(this, 1, 10)).isTrue();
        socket.keeps = false;
        socket.taken.forEach(ByteBuf::release);
        socket.taken.clear();
        endTurn();
        assertThat(out.claim(this, 10).position()).isEqualTo(Frames.HEADER);
        out.abandon(this);
    }

    @Test
    void anAbandonedClaimLeavesNothing() {
        out.claim(this, 100);
        out.abandon(this);
        send("after");
        endTurn();
        assertThat(arrived()).containsExactly("after");
    }

    @Test
    void twoChannelsMayClaimAtOnce() {
        send("before");
        ByteBuffer first = out.claim(this, 3);
        assertThat(send("between")).isTrue();
        first.put("one".getBytes(StandardCharsets.US_ASCII));
        out.commit(this, 1, 3);
        endTurn();
        assertThat(arrived()).containsExactly("before", "between", "one");
    }

    @Test
    void aClaimOutlivesAFlush() {
        send("before");
        ByteBuffer room = out.claim(this, 3);
        endTurn();
        room.put("one".getBytes(StandardCharsets.US_ASCII));
        out.commit(this, 1, 3);
        endTurn();
        assertThat(arrived()).containsExactly("before", "one");
    }

    @Test
    void aClaimOnAConnectionThatEndsIsNotSent() {
        ByteBuffer room = out.claim(this, 3);
        out.release();
        room.put("one".getBytes(StandardCharsets.US_ASCII)); // must not hit memory that is somebody else's by now
        assertThat(out.commit(this, 1, 3)).isFalse();
        assertThat(out.claim(this, 1)).isNull();
    }

    @Test
    void finishesOnceAllIsOut() {
        socket.open = false;
        for (int i = 0; i < 100; i++) {
            send("x".repeat(1500));
        }
        int[] finished = {0};
        out.finish(() -> finished[0]++);
        assertThat(finished[0]).isZero();
        assertThat(out.claim(this, 1)).as("nothing new while finishing").isNull();
        socket.open = true;
        socket.takeAll();
        endTurn();
        assertThat(finished[0]).isEqualTo(1);
        assertThat(arrived()).hasSize(100);
    }

    @Test
    void finishesAtOnceWhereNothingWaits() {
        int[] finished = {0};
        out.finish(() -> finished[0]++);
        assertThat(finished[0]).isEqualTo(1);
    }
}
