package dev.strategos.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import dev.strategos.core.Stackable;
import dev.strategos.core.TraceEvent;
import dev.strategos.transport.memory.MemoryNetwork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MessageNotesTest {

    private static final NodeId B = NodeId.of("b");

    private final MessageNotes notes = new MessageNotes();
    private final List<String> heard = new ArrayList<>();

    @Test
    void knowsWhatWasSaid() {
        List<String> said = new ArrayList<>();
        MessageNotes many = RandomTraces.noted(1, Duration.ofMillis(200), said);
        assertThat(many.records().stream().map(many::of).filter(Objects::nonNull))
                .containsExactlyElementsOf(said)
                .hasSizeGreaterThan(100);
        assertThat(many.records().stream()
                        .filter(record -> many.of(record) != null)
                        .map(record -> record.event()))
                .hasOnlyElementsOfType(TraceEvent.Send.class);
    }

    /** A reader for pictures fails no run. */
    @Test
    void aCodecThatThrowsIsToldInThePlaceOfTheMessage() {
        Codec<String> broken = new Codec<>() {
            @Override
            public ByteBuffer encode(String message) {
                return Codec.utf8().encode(message);
            }

            @Override
            public String decode(ByteBuffer bytes) {
                throw new IllegalStateException("boom");
            }
        };
        MemoryNetwork network =
                MemoryNetwork.builder(Group.named("a", "b")).trace(notes).build();
        network.node("a").run(env -> {
            notes.over(env.open("talk"), broken).send(B, broken.encode("hi"));
            return env;
        });
        assertThat(notes.records().stream().map(notes::of).filter(Objects::nonNull))
                .containsExactly("2 bytes that the codec does not take: java.lang.IllegalStateException: boom");
    }

    @Test
    void changesNothingOfTheLink() {
        MemoryNetwork network =
                MemoryNetwork.builder(Group.named("a", "b")).trace(notes).build();
        network.node("b").run(env -> {
            Stackable link = notes.over(env.open("talk"), Codec.utf8());
            link.onDeliver((from, message) ->
                    heard.add(from + " " + message.remaining() + " " + (message.get(message.position()) & 0xff)));
            return link;
        });
        network.node("a").run(env -> {
            Stackable plain = env.open("talk");
            Stackable link = notes.over(plain, Codec.utf8());
            assertThat(link.channel()).isEqualTo("talk");
            assertThat(link.maxBytes()).isEqualTo(plain.maxBytes());
            assertThat(link.model()).isEqualTo(plain.model());
            assertThat(link.environment()).isSameAs(env);
            assertThat(link.to(B).peer()).isEqualTo(B);

            Objects.requireNonNull(link.claim(B, 3));
            link.abandon();
            link.to(B).offer(Codec.utf8().encode("hi"));
            link.send(B, ByteBuffer.wrap(new byte[] {(byte) 0xff}));
            plain.send(B, Codec.utf8().encode("unnoted"));
            return link;
        });
        network.runFor(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("a#1 2 104", "a#1 1 255", "a#1 7 117");
        assertThat(notes.records().stream()
                        .filter(record -> record.event() instanceof TraceEvent.Send)
                        .map(notes::of))
                .containsExactly("hi", "1 bytes that do not decode: not well-formed UTF-8", null);
    }
}
