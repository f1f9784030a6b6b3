/** What is hashed and signed, byte by byte. Not exported: begin with {@link dev.strategos.byzantine.signing.Statement}. */
@NullMarked
package dev.strategos.byzantine.signing;

import org.jspecify.annotations.NullMarked;
