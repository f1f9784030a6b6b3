package dev.strategos.examples.generals;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.KingAlgorithm;
import dev.strategos.byzantine.KingBroadcast;
import dev.strategos.byzantine.KingMessage;
import dev.strategos.byzantine.OralMessage;
import dev.strategos.byzantine.OralMessages;
import dev.strategos.byzantine.SignedMessage;
import dev.strategos.byzantine.SignedMessages;
import dev.strategos.core.Codec;
import dev.strategos.core.MalformedMessageException;
import dev.strategos.core.MessageLens;
import dev.strategos.core.NodeId;
import dev.strategos.examples.camp.Algorithm;
import dev.strategos.examples.camp.CampKeys;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages of a battle in words, for its picture; reads only. */
final class BattleWords implements Codec<String> {

    /** More values than this are counted, not listed. */
    private static final int MOST_LISTED = 6;

    private final MessageLens<?> lens;

    private BattleWords(MessageLens<?> lens) {
        this.lens = lens;
    }

    static BattleWords of(Battle battle, CampKeys keys) {
        int faults = battle.camp().faults();
        KingAlgorithm kings = battle.camp().algorithm().kings();
        if (kings != null) {
            return new BattleWords(KingBroadcast.lens(battle.config(), kings, faults, Battle.ORDERS));
        }
        return new BattleWords(
                battle.camp().algorithm() == Algorithm.ORAL
                        ? OralMessages.lens(battle.config(), faults, Battle.ORDERS)
                        : SignedMessages.lens(battle.config(), keys.verifier(), faults, Battle.ORDERS, Map.of()));
    }

    @Override
    public String decode(ByteBuffer bytes) throws MalformedMessageException {
        Object message = lens.decode(bytes);
        if (message instanceof OralMessage oral) {
            return "round " + oral.round() + ": " + values(oral);
        }
        if (message instanceof KingMessage king) {
            return "round " + king.round() + ": " + (king.vote() == null ? "no vote" : value(king.vote()))
                    + (king.decree() == null ? "" : ", decree " + value(king.decree()));
        }
        SignedMessage signed = (SignedMessage) message;
        return value(signed.value()) + ", signed by "
                + signed.path().stream().map(NodeId::name).collect(Collectors.joining(" > "));
    }

    private static String values(OralMessage message) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        StringBuilder listed = new StringBuilder();
        for (int place = 0; place < message.values().size(); place++) {
            String value = value(message.values().get(place));
            counts.merge(value, 1, Integer::sum);
            listed.append(place == 0 ? "" : ", ").append(value);
        }
        return message.values().size() <= MOST_LISTED
                ? listed.toString()
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + "× " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String value(@Nullable Bytes value) {
        if (value == null) {
            return Battle.RETREAT;
        }
        try {
            return Codec.utf8().decode(value.buffer());
        } catch (MalformedMessageException e) {
            return value.toString();
        }
    }

    @Override
    public ByteBuffer encode(String words) {
        throw new UnsupportedOperationException("words are not made into messages");
    }
}
