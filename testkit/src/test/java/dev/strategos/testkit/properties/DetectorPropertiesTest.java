package dev.strategos.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Incarnation;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.TraceEvent;
import dev.strategos.core.TraceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each property holds on a good trace and is violated by the smallest bad one, whose event it names. */
class DetectorPropertiesTest {

    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");

    private final List<TraceRecord> trace = new ArrayList<>();

    DetectorPropertiesTest() {
        at(0, A, new TraceEvent.Start());
        at(0, B, new TraceEvent.Start());
        at(0, C, new TraceEvent.Start());
    }

    @Test
    void aCrashThatAllSuspectIsCompleteAndAccurate() {
        at(10, C, new TraceEvent.Crash());
        at(12, A, new TraceEvent.Suspect(C));
        at(13, B, new TraceEvent.Suspect(C));
        properties()
                .strongCompleteness()
                .completenessWithin(Duration.ofSeconds(3))
                .strongAccuracy()
                .eventualStrongAccuracy(Duration.ZERO);
        assertThat(properties().falseSuspicions()).isZero();
        assertThatThrownBy(() -> properties().completenessWithin(Duration.ofSeconds(2)))
                .hasMessageContaining("10000000000 c#1")
                .hasMessageContaining("it took until [13000000000 b#1");
    }

    @Test
    void aCrashThatOneDoesNotSuspectIsIncomplete() {
        at(10, C, new TraceEvent.Crash());
        at(12, A, new TraceEvent.Suspect(C));
        assertThatThrownBy(() -> properties().strongCompleteness())
                .hasMessageContaining("strong completeness")
                .hasMessageContaining("'b' does not suspect 'c'");
        assertThatThrownBy(() -> properties().completenessWithin(Duration.ofSeconds(9)))
                .hasMessageContaining("'b' does not suspect it");
        at(13, B, new TraceEvent.Suspect(C));
        properties().strongCompleteness();
        at(14, B, new TraceEvent.Restore(C));
        assertThatThrownBy(() -> properties().strongCompleteness()).hasMessageContaining("'b' does not suspect 'c'");
    }

    @Test
    void aSuspicionOfALiveNodeIsInaccurate() {
        at(5, A, new TraceEvent.Suspect(B));
        at(6, A, new TraceEvent.Restore(B));
        assertThatThrownBy(() -> properties().strongAccuracy())
                .hasMessageContaining("strong accuracy")
                .hasMessageContaining("5000000000 a#1")
                .hasMessageContaining("'b' is alive");
        assertThat(properties().falseSuspicions()).isEqualTo(1);
        properties().eventualStrongAccuracy(Duration.ofSeconds(6));
        assertThatThrownBy(() -> properties().eventualStrongAccuracy(Duration.ofSeconds(5)))
                .hasMessageContaining("'b' is alive");
    }

    @Test
    void aSuspicionThatIsHeldOnIsInaccurateToo() {
        at(5, A, new TraceEvent.Suspect(B));
        assertThatThrownBy(() -> properties().eventualStrongAccuracy(Duration.ofSeconds(60)))
                .hasMessageContaining("held until the end");
    }

    @Test
    void aRecoveredNodeHasToBeTrustedAgainAndForgetsItsOwnSuspicions() {
        at(10, C, new TraceEvent.Crash());
        at(12, A, new TraceEvent.Suspect(C));
        at(12, B, new TraceEvent.Suspect(C));
        at(20, C, new TraceEvent.Start());
        at(21, A, new TraceEvent.Restore(C));
        assertThatThrownBy(() -> properties().eventualStrongAccuracy(Duration.ofSeconds(30)))
                .hasMessageContaining("b#1");
        at(22, B, new TraceEvent.Restore(C));
        properties().eventualStrongAccuracy(Duration.ofSeconds(30)).strongCompleteness();
    }

    @Test
    void leadersAgreeInTheEndAndStay() {
        at(1, A, new TraceEvent.Trust(A));
        at(1, B, new TraceEvent.Trust(B));
        at(2, B, new TraceEvent.Trust(A));
        assertThatThrownBy(() -> properties().eventualLeadership()).hasMessageContaining("'c' trusts nobody");
        at(3, C, new TraceEvent.Trust(B));
        assertThatThrownBy(() -> properties().eventualLeadership()).hasMessageContaining("another leader");
        at(4, C, new TraceEvent.Trust(A));
        properties().eventualLeadership().stableLeadership(Duration.ofSeconds(5));
        assertThatThrownBy(() -> properties().stableLeadership(Duration.ofSeconds(4)))
                .hasMessageContaining("4000000000 c#1")
                .hasMessageContaining("is alive");
        at(9, A, new TraceEvent.Crash());
        assertThatThrownBy(() -> properties().eventualLeadership()).hasMessageContaining("down at the end");
        at(10, B, new TraceEvent.Trust(B));
        at(10, C, new TraceEvent.Trust(B));
        properties().eventualLeadership().stableLeadership(Duration.ofSeconds(5));
    }

    private DetectorProperties properties() {
        return DetectorProperties.of("test", trace);
    }

    private void at(long seconds, NodeId node, TraceEvent event) {
        long life = trace.stream()
                .filter(record -> record.peer().id().equals(node) && record.event() instanceof TraceEvent.Start)
                .count();
        Peer peer = new Peer(node, new Incarnation(Math.max(1, event instanceof TraceEvent.Start ? life + 1 : life)));
        trace.add(new TraceRecord(peer, trace.size(), seconds * 1_000_000_000L, event));
    }
}
