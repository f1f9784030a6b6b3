package dev.strategos.benchmarks.byzantine;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.SignedMessage;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.core.NodeId;
import dev.strategos.testkit.adversary.Conspiracy;
import dev.strategos.testkit.adversary.Strategy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One traitor among four sends, in place of each message, a thousand whose own signature is garbage. */
final class Flood {

    private static final int GARBAGE = 1_000;
    private static final int SIGNATURE_BYTES = 64;

    private Flood() {}

    /** Verifications at the loyal generals for each instance, less those without the traitor's messages. */
    static double verifications(int instances) {
        Squad squad = Squad.of(Contender.SIGNED, 4, 1, Duration.ofMillis(10));
        return (cost(squad, flooding(), instances) - cost(squad, utterance -> {}, instances)) / instances;
    }

    private static double cost(Squad squad, Strategy<SignedMessage> strategy, int instances) {
        NodeId traitor = squad.group().member(3);
        Conspiracy<SignedMessage> conspiracy = Conspiracy.of(
                SignedMessages.lens(
                        squad.config(), squad.verifier(), 1, List.of(Squad.ORDER), Map.of(traitor, squad.key(traitor))),
                new SplittableRandom(1));
        MemoryField field = new MemoryField(squad, traitor, link -> conspiracy.join(link, strategy));
        try {
            return field.run(instances).counters().verifications();
        } finally {
            field.close();
        }
    }

    private static Strategy<SignedMessage> flooding() {
        return utterance -> {
            for (int i = 0; i < GARBAGE; i++) {
                utterance.send(garbage(utterance.truth(), i));
            }
        };
    }

    private static SignedMessage garbage(SignedMessage truth, int number) {
        List<SignedMessage.Signed> chain = new ArrayList<>(truth.chain());
        SignedMessage.Signed own = chain.remove(chain.size() - 1);
        byte[] signature =
                ByteBuffer.allocate(SIGNATURE_BYTES).putInt(0, number).array();
        chain.add(new SignedMessage.Signed(own.signer(), Bytes.of(signature)));
        Bytes value = Bytes.of(ByteBuffer.allocate(4).putInt(0, number));
        return new SignedMessage(truth.instance(), truth.commander(), value, chain);
    }
}
