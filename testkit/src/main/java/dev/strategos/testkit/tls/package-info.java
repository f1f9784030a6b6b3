/**
 * Certificates for examples and tests, made on the fly: begin with {@link dev.strategos.testkit.tls.DevelopmentCa}.
 */
@NullMarked
package dev.strategos.testkit.tls;

import org.jspecify.annotations.NullMarked;
