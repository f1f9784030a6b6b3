package dev.strategos.links;

import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.CHANNEL;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The frames of docs/wire-format-links.md, byte by byte, as a raw wire at the other end sees them. */
class GoldenFramesTest {

    private final TwoNodes nodes = new TwoNodes();
    private final List<String> seen = new ArrayList<>();
    private final Wire wire = nodes.b().run(env -> {
        Wire opened = env.open(CHANNEL);
        opened.onDeliver((from, frame) -> seen.add(hex(frame)));
        return opened;
    });
    private final FifoLink link = nodes.a().run(env -> {
        FifoLink fifo = FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults()));
        fifo.onDeliver((from, message) -> {});
        return fifo;
    });

    @Test
    void dataWithTheHeaderOfFifo() throws IOException {
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.atA(() -> link.send(B, text("attack")));
        nodes.network.runFor(Duration.ofMillis(10));
        assertThat(seen).containsExactly(golden("data.hex"));
    }

    @Test
    void dataThatIsSentAgain() throws IOException {
        nodes.network.runFor(Duration.ofMillis(10));
        nodes.atA(() -> link.send(B, text("attack")));
        nodes.network.runFor(Duration.ofMillis(210));
        assertThat(seen).containsExactly(golden("data.hex"), golden("again.hex"));
    }

    @Test
    void probeOfAPeerThatHasPaused() throws IOException {
        nodes.network.runFor(Duration.ofMillis(10));
        // Delivery was paused once.
        say("02 0000000000000001 0000000000000001 ffffffff 0000000000000000 0000000000000000 00000001 00");
        nodes.atA(() -> link.send(B, text("attack")));
        nodes.network.runFor(Duration.ofMillis(210));
        assertThat(seen).containsExactly(golden("probe.hex"));
    }

    @Test
    void acknowledgementOfWhatCameAfterAGap() throws IOException {
        nodes.network.runFor(Duration.ofMillis(10));
        // Sequence 2 of session 5, meant for a's first life, without a word on a's own messages.
        say(
                "01 0000000000000001 0000000000000001 00000005 0000000000000002 ffffffff 0000000000000000 00000000 0000000000000002");
        // Said once more, as the frame may be lost.
        assertThat(seen).containsExactly(golden("acknowledgement.hex"), golden("acknowledgement.hex"));
    }

    @Test
    void helloInAnswerToDataForAnotherLife() throws IOException {
        nodes.network.runFor(Duration.ofMillis(10));
        say("01 0000000000000001 0000000000000009 00000000 0000000000000000 ffffffff 0000000000000000");
        assertThat(seen).containsExactly(golden("hello.hex"));
    }

    private void say(String frame) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(frame.replace(" ", "")));
        nodes.b().execute(() -> wire.send(A, bytes));
        nodes.network.runFor(Duration.ofMillis(10));
    }

    static String hex(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String golden(String name) throws IOException {
        try (InputStream file = GoldenFramesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                    .reduce("", String::concat);
        }
    }
}
