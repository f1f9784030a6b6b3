package dev.strategos.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each property holds on a good trace and is violated by the smallest bad one. */
class BroadcastPropertiesTest {

    private static BroadcastProperties of(Traces trace) {
        return BroadcastProperties.of(
                "seed 7",
                trace.records,
                "news",
                "broadcast",
                List.of(Traces.node("a"), Traces.node("b"), Traces.node("c")));
    }

    private static Traces told(String... nodes) {
        Traces trace = new Traces().broadcast("a", 1);
        for (String node : nodes) {
            trace.deliver(node, "a", 1);
        }
        return trace;
    }

    @Test
    void aGoodTraceHasAll() {
        Traces trace = told("a", "b", "c")
                .broadcast("a", 2)
                .deliver("b", "a", 2)
                .deliver("a", "a", 2)
                .deliver("c", "a", 2);
        assertThatCode(() -> of(trace)
                        .validity()
                        .agreement()
                        .uniformAgreement()
                        .noCreation()
                        .noDuplication()
                        .fifoDelivery())
                .doesNotThrowAnyException();
        assertThat(of(trace).delivered()).isEqualTo(6);
    }

    @Test
    void validityIsOwedByCorrectSendersOnly() {
        assertThatThrownBy(() -> of(told("a", "b")).validity())
                .isInstanceOf(PropertyViolation.class)
                .hasMessageContaining(
                        "validity at layer broadcast of channel news is violated by the event [0 a#1/0 send")
                .hasMessageEndingWith("[c] never delivered a#1/1");
        assertThatCode(() -> of(told("b").crash("a")).validity()).doesNotThrowAnyException();
    }

    @Test
    void agreementIsOwedIfACorrectNodeDelivered() {
        assertThatThrownBy(() -> of(told("b").crash("a")).agreement()).hasMessageContaining("agreement");
        assertThatCode(() -> of(told("b").crash("a").crash("b")).agreement()).doesNotThrowAnyException();
    }

    @Test
    void uniformAgreementIsOwedIfAnyNodeDelivered() {
        assertThatThrownBy(() -> of(told("b").crash("a").crash("b")).uniformAgreement())
                .hasMessageContaining("uniform agreement");
        assertThatCode(() -> of(told().crash("a")).uniformAgreement()).doesNotThrowAnyException();
    }

    @Test
    void noCreation() {
        assertThatThrownBy(() -> of(told("b").deliver("c", "a", 2)).noCreation())
                .hasMessageContaining("nobody had broadcast a#1/2 before");
    }

    @Test
    void noDuplication() {
        assertThatThrownBy(() -> of(told("b", "b")).noDuplication())
                .hasMessageContaining("it was delivered before: [3 b");
    }

    @Test
    void fifoDelivery() {
        assertThatThrownBy(
                        () -> of(told().broadcast("a", 2).deliver("b", "a", 2).deliver("b", "a", 1))
                                .fifoDelivery())
                .hasMessageContaining("a#1/1 was broadcast before it");
    }
}
