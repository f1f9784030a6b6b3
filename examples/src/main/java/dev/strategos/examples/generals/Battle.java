package dev.strategos.examples.generals;

import dev.strategos.byzantine.GroupConfig;
import dev.strategos.byzantine.InstanceId;
import dev.strategos.core.Codec;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Camp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is played: who commands what, who lies, who dies, and by which bounds.
 *
 * @param camp the generals; the first commands
 * @param order what the commander orders, if it is loyal
 * @param kill who dies when; null for nobody
 * @param treason how the traitors lie
 */
record Battle(Camp camp, String order, @Nullable Kill kill, Treason treason) {

    /** What counts where nothing was heard: the paper's default. */
    static final String RETREAT = "retreat";

    static final String ATTACK = "attack";

    /** Whose coin an agreement without time tosses. */
    static final String COIN = "local";

    static final List<String> ORDERS = List.of(ATTACK, RETREAT);

    NodeId commander() {
        return camp.group().member(0);
    }

    boolean isKilled(NodeId general) {
        return kill != null && kill.general().equals(general);
    }

    /** Whether IC1 and IC2 speak of this general: it is loyal and lives. */
    boolean isBound(NodeId general) {
        return !camp.isTraitor(general) && !isKilled(general);
    }

    GroupConfig<String> config() {
        return GroupConfig.of(camp.group(), Codec.utf8(), RETREAT);
    }

    /** The one agreement of a battle. */
    InstanceId instance() {
        return new InstanceId(commander(), 1);
    }

    String title() {
        return camp.algorithm().with(camp.faults()) + " among " + camp.group().size() + " generals";
    }

    /**
     * A death.
     *
     * @param general who dies
     * @param round after it received this round, and before it relays
     */
    record Kill(NodeId general, int round) {}
}
