package dev.strategos.codec.jackson;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.strategos.core.Codec;
import dev.strategos.core.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Records as JSON or as CBOR (RFC 8949).
 *
 * <p>A message type is a record, or a sealed interface whose permitted types are records; the latter carry their simple name as {@code
 * "type"}. Components are primitives and their boxes, {@code String}, {@code BigInteger}, {@code BigDecimal}, {@code byte[]}, enums,
 * records, such sealed interfaces, and {@code List}, {@code Set} and {@code Map} of these. Every type that bytes can bring to life is thus
 * known when the codec is built; anything else is refused then, by name.
 *
 * <p>Decoding is strict: an unknown, missing or repeated field, a null for a primitive, a value of another kind, or anything behind the
 * message makes it malformed, and so does whatever the record's constructor refuses. Nesting is bounded by 100 levels.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * sealed interface Vote permits Yes, No {}
 * record Yes(int round) implements Vote {}
 * record No(int round, String why) implements Vote {}
 *
 * Codec<Vote> codec = JacksonCodec.json(Vote.class);    // {"type":"No","round":1,"why":"too late"}
 * }</pre>
 *
 * @param <M> the messages
 */
public final class JacksonCodec<M> implements Codec<M> {

    private static final int MAX_DEPTH = 100;

    private final Class<M> type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JacksonCodec(Class<M> type, MapperBuilder<?, ?> mapper) {
        this.type = type;
        MessageTypes types = MessageTypes.reachableFrom(type);
        for (Class<?> family : types.sealedFamilies()) {
            mapper.addMixIn(family, Family.class);
        }
        for (Class<?> member : types.members()) {
            mapper.registerSubtypes(new NamedType(member, member.getSimpleName()));
        }
        var built = mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.AUTO_DETECT_CREATORS)
                // A message is its record's components and nothing else: no getX() is a field, no valueOf(String) a
                // constructor.
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                .constructorDetector(ConstructorDetector.EXPLICIT_ONLY)
                .withCoercionConfig(LogicalType.Textual, JacksonCodec::noCoercion)
                .build();
        this.reader = built.readerFor(type);
        this.writer = built.writerFor(type);
    }

    /**
     * Messages as JSON, in UTF-8.
     *
     * @param type a record, or a sealed interface of records
     * @param <M> the messages
     * @return the codec
     * @throws IllegalArgumentException if a type that the messages reach is not allowed; it is named
     */
    public static <M> JacksonCodec<M> json(Class<M> type) {
        return new JacksonCodec<>(type, JsonMapper.builder(strict(new JsonFactoryBuilder())));
    }

    /**
     * Messages as CBOR.
     *
     * @param type a record, or a sealed interface of records
     * @param <M> the messages
     * @return the codec
     * @throws IllegalArgumentException if a type that the messages reach is not allowed; it is named
     */
    public static <M> JacksonCodec<M> cbor(Class<M> type) {
        return new JacksonCodec<>(type, CBORMapper.builder(strict(CBORFactory.builder())));
    }

    private static <F extends JsonFactory, B extends TSFBuilder<F, B>> F strict(B factory) {
        return factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    private static void noCoercion(MutableCoercionConfig config) {
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }

    @Override
    public ByteBuffer encode(M message) {
        Objects.requireNonNull(message, "message");
        try {
            return ByteBuffer.wrap(writer.writeValueAsBytes(message));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("message: cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public M decode(ByteBuffer bytes) throws MalformedMessageException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        try (JsonParser parser = reader.createParser(copy)) {
            M message = reader.readValue(parser, type);
            if (message == null) {
                throw new MalformedMessageException("not a " + type.getSimpleName() + ": null");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new MalformedMessageException("not a " + type.getSimpleName() + ": " + e, e);
        }
    }

    /** Such as {@code JacksonCodec[Vote as CBOR]}. */
    @Override
    public String toString() {
        return "JacksonCodec[" + type.getSimpleName() + " as "
                + writer.getFactory().getFormatName() + "]";
    }

    /** How a member of a sealed family is told from the others: by its simple name, from the fixed list. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Family {}
}
