package dev.strategos.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The frames of docs/wire-format-detectors.md, byte by byte. */
class GoldenFramesTest {

    private static final long DUE = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void heartbeats() throws Exception {
        check("heartbeat.hex", new HeartbeatFrame(HeartbeatFrame.Kind.HEARTBEAT, 7, DUE, SECOND));
        check("probe.hex", new HeartbeatFrame(HeartbeatFrame.Kind.PROBE, 7, 0, 0));
        check("answer.hex", new HeartbeatFrame(HeartbeatFrame.Kind.ANSWER, 8, 7, 0));
        check("request.hex", new HeartbeatFrame(HeartbeatFrame.Kind.REQUEST, 9, SECOND, 0));
    }

    @Test
    void leaders() throws Exception {
        check("offer.hex", new LeaderFrame(false, 7, 2, 3, DUE, SECOND));
        check("accusation.hex", new LeaderFrame(true, 7, 2, 3, 0, 0));
    }

    private static void check(String name, HeartbeatFrame frame) throws IOException, MalformedMessageException {
        ByteBuffer bytes = ByteBuffer.allocate(frame.kind().bytes());
        frame.write(bytes);
        assertThat(hex(bytes.flip())).isEqualTo(golden(name));
        assertThat(HeartbeatFrame.read(bytes)).isEqualTo(frame);
    }

    private static void check(String name, LeaderFrame frame) throws IOException, MalformedMessageException {
        ByteBuffer bytes = ByteBuffer.allocate(frame.bytes());
        frame.write(bytes);
        assertThat(hex(bytes.flip())).isEqualTo(golden(name));
        assertThat(LeaderFrame.read(bytes)).isEqualTo(frame);
    }

    private static String hex(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenFramesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
                    .reduce("", String::concat);
        }
    }
}
