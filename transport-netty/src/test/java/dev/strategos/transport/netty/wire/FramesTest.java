package dev.strategos.transport.netty.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    private static final int MAX = 100;

    private final List<String> seen = new ArrayList<>();

    private boolean see(int channel, ByteBuffer body) {
        seen.add(channel + ":" + StandardCharsets.US_ASCII.decode(body.duplicate()));
        return true;
    }

    private static ByteBuf frame(int channel, String body) {
        ByteBuf bytes = Unpooled.buffer(Frames.HEADER + body.length());
        Frames.setHeader(bytes, 0, channel, body.length());
        bytes.writerIndex(Frames.HEADER).writeCharSequence(body, StandardCharsets.US_ASCII);
        return bytes;
    }

    @Test
    void staysAsItIsOnTheWire() throws Exception {
        assertThat(ByteBufUtil.hexDump(frame(3, "hello"))).isEqualTo(Golden.read("frame"));
        Frames.Announcement announcement = new Frames.Announcement(3, 263, "orders.");
        int bytes = Frames.announcementBytes("orders.");
        ByteBuf out = Unpooled.buffer();
        Frames.setHeader(out, 0, Frames.CONTROL, bytes);
        out.writerIndex(Frames.HEADER + bytes);
        Frames.writeAnnouncement(announcement, out.nioBuffer(Frames.HEADER, bytes));
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(Golden.read("announcement"));
        Frames.read(out, MAX, (channel, body) -> {
            assertThat(channel).isEqualTo(Frames.CONTROL);
            assertThat(Frames.readAnnouncement(body)).isEqualTo(announcement);
            return true;
        });
        assertThat(out.isReadable()).isFalse();
    }

    @Test
    void readsFramesHoweverTheyAreCut() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 200; run++) {
            seen.clear();
            List<String> sent = new ArrayList<>();
            ByteBuf all = Unpooled.buffer();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String body = "x".repeat(random.nextInt(MAX + 1));
                int channel = random.nextInt(65536);
                sent.add(channel + ":" + body);
                all.writeBytes(frame(channel, body));
            }
            ByteBuf arrived = Unpooled.buffer();
            while (all.isReadable()) {
                arrived.writeBytes(all, Math.min(all.readableBytes(), 1 + random.nextInt(64)));
                Frames.read(arrived, MAX, this::see);
            }
            assertThat(seen).isEqualTo(sent);
            assertThat(arrived.isReadable()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000067", "7fffffff", "80000000", "ffffffff"})
    void refusesOversizeByItsLengthAlone(String length) {
        assertThatThrownBy(() -> Frames.read(Golden.bytes(length), MAX, this::see))
                .isInstanceOfSatisfying(
                        FrameException.class,
                        refused -> assertThat(refused.isOversize()).isTrue())
                .hasMessageContaining("limit of 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000001"})
    void refusesFramesWithoutAChannel(String length) {
        assertThatThrownBy(() -> Frames.read(Golden.bytes(length), MAX, this::see))
                .isInstanceOfSatisfying(
                        FrameException.class,
                        refused -> assertThat(refused.isOversize()).isFalse());
    }

    @Test
    void takesTheLongestFrame() throws Exception {
        Frames.read(frame(1, "x".repeat(MAX)), MAX, this::see);
        assertThat(seen).containsExactly("1:" + "x".repeat(MAX));
    }

    @Test
    void aHandlerThatPlaysWithTheViewHurtsNobody() throws Exception {
        ByteBuf two = Unpooled.buffer().writeBytes(frame(1, "first")).writeBytes(frame(2, "second"));
        Frames.read(two, MAX, (channel, body) -> {
            assertThat(body.isReadOnly()).isTrue();
            assertThat(body.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            see(channel, body);
            body.clear().limit(0);
            body.order(ByteOrder.LITTLE_ENDIAN);
            return true;
        });
        assertThat(seen).containsExactly("1:first", "2:second");
    }

    @Test
    void stopsWhereItIsTold() throws Exception {
        ByteBuf two = Unpooled.buffer().writeBytes(frame(1, "first")).writeBytes(frame(2, "second"));
        Frames.read(two, MAX, (channel, body) -> !see(channel, body));
        assertThat(seen).containsExactly("1:first");
        assertThat(two.readableBytes()).isEqualTo(Frames.HEADER + "second".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "02 0001 0000000000000001 0161", // another type
                "01 0001 0000000000000001", // no name
                "01 0001 0000000000000001 00", // an empty name
                "01 0001 0000000000000001 0261", // a name that ends early
                "01 0001 0000000000000001 016100", // something behind
                "01 0001 0000000000000001 0141", // capitals
                "01 0001 0000000000000000 0161", // numbers begin at 1
                "01 0001 ffffffffffffffff 0161"
            })
    void refusesMalformedAnnouncements(String hex) {
        assertThatThrownBy(() -> Frames.readAnnouncement(Golden.bytes(hex).nioBuffer()))
                .isInstanceOfSatisfying(
                        FrameException.class,
                        refused -> assertThat(refused.isOversize()).isFalse());
    }
}
