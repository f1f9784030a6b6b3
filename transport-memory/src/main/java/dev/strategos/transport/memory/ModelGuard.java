package dev.strategos.transport.memory;

import dev.strategos.core.model.NetworkModel;
import dev.strategos.core.model.NodeModel;
import dev.strategos.core.model.SystemModel;
import dev.strategos.core.model.TimingModel;
import java.time.Duration;

/** Refuses faults that the declared system model rules out, unless breaking the model is the test. */
final class ModelGuard {

    private final SystemModel model;
    private final boolean mayBreak;

    ModelGuard(SystemModel model, boolean mayBreak) {
        this.model = model;
        this.mayBreak = mayBreak;
    }

    void check(FaultPlan plan) {
        if (model.network() == NetworkModel.RELIABLE) {
            require(plan.loss() == 0, "loss " + plan.loss(), "a reliable network");
            require(plan.duplication() == 0, "duplication " + plan.duplication(), "a reliable network");
        }
        require(plan.loss() < 1, "loss 1", "a " + model.network() + " network, where what is repeated gets through");
        if (model.timing() instanceof TimingModel.Synchronous bounds) {
            require(
                    plan.delay()
                            .bound()
                            .filter(most -> most.compareTo(bounds.delta()) <= 0)
                            .isPresent(),
                    "a delay law with the bound "
                            + plan.delay().bound().map(Duration::toString).orElse("none"),
                    bounds.toString());
            require(!plan.hasLimitedBandwidth(), "bytesPerSecond " + plan.bytesPerSecond(), bounds.toString());
        }
        plan.schedule().forEach(scheduled -> check(scheduled.action()));
    }

    void check(FaultAction action) {
        if (action instanceof FaultAction.Recover) {
            require(model.node() != NodeModel.crashStop(), action.toString(), "crash-stop nodes");
        }
        if (action instanceof FaultAction.WipeStorage
                || action instanceof FaultAction.RollBackStorage
                || action instanceof FaultAction.TearStorage
                || action instanceof FaultAction.CorruptStorage) {
            require(
                    model.node() instanceof NodeModel.Byzantine,
                    action.toString(),
                    model.node() + " nodes, whose storage keeps what was synced");
        }
        if (action instanceof FaultAction.Cut) {
            require(model.network() != NetworkModel.RELIABLE, action.toString(), "a reliable network");
        }
        if (model.timing() instanceof TimingModel.Synchronous bounds) {
            require(isWithin(bounds, action), action.toString(), bounds.toString());
        }
    }

    private static boolean isWithin(TimingModel.Synchronous bounds, FaultAction action) {
        if (action instanceof FaultAction.Pause pause) {
            return pause.length().compareTo(bounds.delta()) < 0;
        }
        if (action instanceof FaultAction.ClockRate clock) {
            return Math.abs(clock.rate() - 1) <= bounds.drift();
        }
        return !(action instanceof FaultAction.ClockJump || action instanceof FaultAction.Slow);
    }

    private void require(boolean allowed, String fault, String declared) {
        if (!allowed && !mayBreak) {
            throw new IllegalArgumentException("faults: " + fault + " breaks the declared model of " + declared
                    + "; declare a weaker SystemModel, or say breakingTheModel() if that is the test");
        }
    }
}
