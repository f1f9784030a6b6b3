/** Records as JSON or CBOR. Begin with {@link dev.strategos.codec.jackson.JacksonCodec}. */
@NullMarked
package dev.strategos.codec.jackson;

import org.jspecify.annotations.NullMarked;
