package dev.strategos.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.NodeId;
import dev.strategos.core.TraceEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each property holds on a good trace and is violated by the smallest bad one. */
class AgreementPropertiesTest {

    private static final List<NodeId> LOYAL = List.of(Traces.node("a"), Traces.node("b"));

    private static AgreementProperties of(Traces trace) {
        return AgreementProperties.of("seed 7", trace.records, "om", "1", LOYAL);
    }

    private static final Traces GOOD = new Traces().decide("a", "attack").decide("b", "attack");

    @Test
    void aGoodTraceHasAll() {
        Traces trace = new Traces()
                .decide("a", "attack")
                .decide("traitor", "retreat")
                .decide("b", "attack")
                .event("a", new TraceEvent.Decide("om", "2", "retreat"))
                .event("a", new TraceEvent.Decide("sm", "1", "retreat"));
        assertThatCode(() -> of(trace)
                        .ic1()
                        .ic2("attack")
                        .decidesAProposal(List.of("retreat", "attack"))
                        .integrity()
                        .termination())
                .doesNotThrowAnyException();
        assertThat(of(trace).decided()).isEqualTo(2);
    }

    @Test
    void ic1() {
        assertThatThrownBy(() -> of(new Traces().decide("a", "attack").decide("b", "retreat"))
                        .ic1())
                .isInstanceOf(PropertyViolation.class)
                .hasMessage(
                        "seed 7: IC1 (agreement) of om 1 is violated by the event [1 b#1/1 decide om 1 retreat]: another"
                                + " decision before was [0 a#1/0 decide om 1 attack]");
    }

    @Test
    void ic2() {
        assertThatThrownBy(() -> of(GOOD).ic2("retreat")).hasMessageContaining("IC2 (validity)");
        assertThatThrownBy(() -> of(GOOD).decidesAProposal(List.of("retreat"))).hasMessageContaining("validity");
    }

    @Test
    void integrity() {
        assertThatThrownBy(() -> of(new Traces().decide("a", "attack").decide("a", "attack"))
                        .integrity())
                .hasMessageContaining("integrity of om 1 is violated by the event [1 a#1/1");
    }

    @Test
    void termination() {
        assertThatThrownBy(() -> of(new Traces().decide("a", "attack")).termination())
                .isInstanceOfSatisfying(
                        PropertyViolation.class,
                        violation -> assertThat(violation.violation().event()).isNull())
                .hasMessageContaining("termination of om 1 is violated: [b] never decided; 1 did");
    }
}
