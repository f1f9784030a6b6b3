package dev.strategos.examples.twogenerals;

import dev.strategos.core.Codec;
import dev.strategos.core.Environment;
import dev.strategos.core.NodeId;
import dev.strategos.links.FairLossLink;
import dev.strategos.links.MessageLink;

/** One of the two: sends messengers over a link that may lose each of them, and makes up its mind. For the loop's thread only. */
final class General {

    static final NodeId FIRST = NodeId.of("general-1");
    static final NodeId SECOND = NodeId.of("general-2");

    private final MessageLink<String> messengers;
    private final NodeId other;
    private boolean attacks;

    private General(Environment env) {
        this.messengers = MessageLink.over(FairLossLink.over(env.open("messengers")), Codec.utf8());
        this.other = env.self().equals(FIRST) ? SECOND : FIRST;
    }

    /** General 1: sends the plan, and attacks as the rule says. */
    static General withPlan(Environment env, Rule rule, int copies) {
        General general = new General(env);
        general.attacks = rule == Rule.BOLD;
        general.messengers.onDeliver((from, answer) -> general.attacks = true);
        general.send("attack at dawn", copies);
        return general;
    }

    /** General 2: attacks when it knows the plan, and answers once. */
    static General waiting(Environment env, int copies) {
        General general = new General(env);
        general.messengers.onDeliver((from, plan) -> {
            if (!general.attacks) {
                general.attacks = true;
                general.send("so be it", copies);
            }
        });
        return general;
    }

    /**
     * A general in a chain of acknowledgements that is agreed to have so many links: whoever gets link i sends link i+1, if that is one; and
     * attacks when it has all that it is to get.
     */
    static General inChain(Environment env, int length) {
        General general = new General(env);
        boolean isFirst = env.self().equals(FIRST);
        int lastDue = (length % 2 == 1) == isFirst ? length - 1 : length;
        general.attacks = lastDue == 0;
        general.messengers.onDeliver((from, link) -> {
            int number = Integer.parseInt(link);
            general.attacks = number == lastDue;
            if (number < length) {
                general.send(Integer.toString(number + 1), 1);
            }
        });
        if (isFirst) {
            general.send("1", 1);
        }
        return general;
    }

    boolean attacks() {
        return attacks;
    }

    private void send(String message, int copies) {
        for (int copy = 0; copy < copies; copy++) {
            messengers.send(other, message);
        }
    }
}
