package dev.strategos.links;

import static dev.strategos.links.GoldenFramesTest.golden;
import static dev.strategos.links.TwoNodes.A;
import static dev.strategos.links.TwoNodes.B;
import static dev.strategos.links.TwoNodes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The frames of LoggedLink in docs/wire-format-links.md, byte by byte, as a FIFO link at the other end sees them. */
class LoggedFramesTest {

    private final TwoNodes nodes = new TwoNodes();
    private final List<String> seen = new ArrayList<>();
    private FifoLink raw;
    private final LoggedLink link = nodes.a()
            .run(env -> LoggedLink.over(
                    FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults())),
                    env.storage(),
                    new LoggedConfig(10, 1 << 10, 1, 1 << 10)));

    @BeforeEach
    void start() {
        nodes.b().run(env -> {
            raw = FifoLink.over(TwoNodes.reliable(env, ReliableConfig.defaults()));
            raw.onDeliver((from, frame) -> seen.add(GoldenFramesTest.hex(frame)));
            return raw;
        });
    }

    private void say(String frame) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(frame.replace(" ", "")));
        nodes.b().execute(() -> raw.send(A, bytes));
        nodes.network.runFor(Duration.ofMillis(100));
    }

    @Test
    void openAndData() throws IOException {
        nodes.atA(() -> link.send(B, text("attack"), result -> {}));
        nodes.network.runFor(Duration.ofMillis(100));
        assertThat(seen).containsExactly(golden("logged-open.hex"));
        say("02 00000001 01 0000000000000000 0000000000000000");
        assertThat(seen).containsExactly(golden("logged-open.hex"), golden("logged-data.hex"));
    }

    @Test
    void stateAcknowledgementAndResume() throws IOException {
        say("01 0000002a 0000000000000001 00000000 0000000000000000 00");
        assertThat(seen).containsExactly(golden("logged-state.hex"));
        say("03 0000000000000000 0000000000000001 61");
        say("03 0000000000000001 0000000000000001 62");
        nodes.atA(() -> link.log().discardUpTo(1));
        nodes.network.runFor(Duration.ofMillis(100));
        assertThat(seen)
                .containsExactly(
                        golden("logged-state.hex"), golden("logged-acknowledgement.hex"), golden("logged-resume.hex"));
        assertThat(nodes.faults).isEmpty();
    }

    @Test
    void onlyTheAnswerToTheLastOpeningCounts() {
        nodes.atA(() -> link.send(B, text("attack"), result -> {}));
        nodes.network.runFor(Duration.ofMillis(100));
        seen.clear();
        say("02 00000000 01 0000000000000000 0000000000000000");
        say("02 00000002 01 0000000000000000 0000000000000000");
        assertThat(seen).isEmpty();
    }

    @Test
    void aStreamIsOpenedAnewInEachSession() {
        say("01 0000002a 0000000000000001 00000000 0000000000000000 00");
        nodes.network.crash(B);
        nodes.network.recover(B);
        nodes.network.runFor(Duration.ofMillis(100));
        say("03 0000000000000000 0000000000000001 61");
        nodes.atA(() -> {
            assertThat(link.log().nextPosition()).isZero();
            assertThat(link.stats(B).dropped()).isEqualTo(1);
        });
    }

    @Test
    void whatMeansNothingIsAFault() {
        say("");
        say("06");
        say("01 00");
        say("01 0000002a 0000000000000001 00000000 ffffffffffffffff 00");
        say("01 0000002a 0000000000000001 00000000 0000000000000000 05");
        say("02 00000001 05 0000000000000000 0000000000000000");
        say("03 0000000000000000");
        say("04 00");
        assertThat(nodes.faults)
                .hasSize(8)
                .allMatch(fault -> fault.kind() == Fault.Kind.MALFORMED_MESSAGE && B.equals(fault.who()));
        assertThat(seen).isEmpty();
    }

    @Test
    void whatTheProtocolDoesNotAllowIsAFault() {
        say("01 0000002a 0000000000000001 00000000 0000000000000000 00");
        say("03 0000000000000005 0000000000000001 61");
        nodes.atA(() -> link.send(B, text("attack"), result -> {}));
        nodes.network.runFor(Duration.ofMillis(100));
        say("02 00000001 01 0000000000000000 0000000000000000");
        say("04 0000000000000002");
        assertThat(nodes.faults).hasSize(2).allMatch(fault -> fault.kind() == Fault.Kind.PROTOCOL_VIOLATION);
        nodes.atA(() -> assertThat(link.stats(B).inFlight()).isEqualTo(1));
    }
}
