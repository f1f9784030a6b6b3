package dev.strategos.core.model;

import static dev.strategos.core.model.NetworkModel.ARBITRARY;
import static dev.strategos.core.model.NetworkModel.FAIR_LOSS;
import static dev.strategos.core.model.NetworkModel.RELIABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemModelTest {

    private static final TimingModel TIGHT = TimingModel.synchronous(Duration.ofMillis(10), 1e-5, Duration.ofMillis(1));
    private static final TimingModel LOOSE = TimingModel.synchronous(Duration.ofMillis(50), 1e-4, Duration.ofMillis(5));

    @Test
    void eachAxisIsOrderedFromStrongToWeak() {
        List<NetworkModel> networks = List.of(RELIABLE, FAIR_LOSS, ARBITRARY);
        List<NodeModel> nodes = List.of(
                NodeModel.crashStop(), NodeModel.crashRecovery(), NodeModel.byzantine(1), NodeModel.byzantine(2));
        List<TimingModel> timings =
                List.of(TIGHT, LOOSE, TimingModel.partiallySynchronous(), TimingModel.asynchronous());
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(nodes.get(i).isNoWeakerThan(nodes.get(j))).isEqualTo(i <= j);
                assertThat(timings.get(i).isNoWeakerThan(timings.get(j))).isEqualTo(i <= j);
                if (i < 3 && j < 3) {
                    assertThat(networks.get(i).isNoWeakerThan(networks.get(j))).isEqualTo(i <= j);
                }
            }
        }
    }

    @Test
    void synchronousBoundsThatCrossAreNotComparable() {
        TimingModel quickButSkewed = TimingModel.synchronous(Duration.ofMillis(1), 0, Duration.ofMillis(9));
        assertThat(quickButSkewed.isNoWeakerThan(TIGHT)).isFalse();
        assertThat(TIGHT.isNoWeakerThan(quickButSkewed)).isFalse();
    }

    @Test
    void aWorldMustHoldOnEveryAxis() {
        SystemModel offered = new SystemModel(FAIR_LOSS, NodeModel.crashRecovery(), TimingModel.partiallySynchronous());
        assertThat(offered.isNoWeakerThan(offered)).isTrue();
        assertThat(offered.isNoWeakerThan(offered.withNetwork(ARBITRARY))).isTrue();
        assertThat(offered.isNoWeakerThan(offered.withNetwork(RELIABLE))).isFalse();
    }

    @Test
    void theCheckNamesAssumptionOfferAndRemedy() {
        SystemModel plain = new SystemModel(ARBITRARY, NodeModel.byzantine(2), TimingModel.asynchronous());

        assertThatThrownBy(
                        () -> Assumptions.of("ReliableLink").network(FAIR_LOSS).check(plain))
                .isInstanceOfSatisfying(UnmetAssumptionException.class, e -> {
                    assertThat(e.protocol()).isEqualTo("ReliableLink");
                    assertThat(e.assumed()).isEqualTo("a fair-loss network");
                    assertThat(e.offered()).contains("arbitrary");
                    assertThat(e.remedy()).contains("TLS", "HmacLink", "FairLossLink.trusting");
                    assertThat(e).hasMessageContainingAll(e.assumed(), e.offered(), e.remedy());
                });
        assertThatThrownBy(() -> Assumptions.of("FifoLink").network(RELIABLE).check(plain))
                .hasMessageContaining("stack a ReliableLink");
        assertThatThrownBy(() ->
                        Assumptions.of("OM(1)").node(NodeModel.byzantine(1)).check(plain))
                .hasMessageContainingAll("OM(1) assumes Byzantine(at most 1)", "declares Byzantine(at most 2)");
        assertThatThrownBy(() -> Assumptions.of("OM(1)").synchronous().check(plain))
                .hasMessageContainingAll(
                        "synchronous system", "declares asynchronous", "TimingModel.synchronous(Δ, ρ, ε)");
        assertThatThrownBy(() -> Assumptions.of("◊P")
                        .timing(TimingModel.partiallySynchronous())
                        .check(plain))
                .hasMessageContaining("partially synchronous timing");
    }

    @Test
    void theCheckPassesWhereNothingIsWeaker() {
        SystemModel strong = new SystemModel(RELIABLE, NodeModel.crashStop(), TIGHT);
        assertThatCode(() -> Assumptions.of("P")
                        .network(RELIABLE)
                        .node(NodeModel.crashStop())
                        .synchronous()
                        .check(strong))
                .doesNotThrowAnyException();
        assertThatCode(() -> Assumptions.of("nothing").check(strong)).doesNotThrowAnyException();
    }

    @Test
    void wrongBoundsAreRefusedByName() {
        assertThatThrownBy(() -> NodeModel.byzantine(-1)).hasMessage("faulty: must be at least 0, but was -1");
        assertThatThrownBy(() -> TimingModel.synchronous(Duration.ZERO, 0, Duration.ZERO))
                .hasMessageContaining("delta");
        assertThatThrownBy(() -> TimingModel.synchronous(Duration.ofMillis(1), 1, Duration.ZERO))
                .hasMessageContaining("drift");
        assertThatThrownBy(() -> TimingModel.synchronous(Duration.ofMillis(1), Double.NaN, Duration.ZERO))
                .hasMessageContaining("drift");
        assertThatThrownBy(() -> TimingModel.synchronous(Duration.ofMillis(1), 0, Duration.ofNanos(-1)))
                .hasMessageContaining("skew");
    }
}
