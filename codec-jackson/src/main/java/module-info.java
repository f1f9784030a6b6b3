/**
 * Records as JSON or CBOR.
 *
 * <p>Begin with {@link dev.strategos.codec.jackson.JacksonCodec}. On the module path, a module that holds message records opens
 * their package to {@code com.fasterxml.jackson.databind}.
 */
module dev.strategos.codec.jackson {
    requires transitive dev.strategos.core;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.cbor;
    requires static org.jspecify;

    exports dev.strategos.codec.jackson;

    opens dev.strategos.codec.jackson to
            com.fasterxml.jackson.databind;
}
