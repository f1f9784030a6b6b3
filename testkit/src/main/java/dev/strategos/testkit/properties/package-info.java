/**
 * Textbook properties, checked on the trace of a run. Each says which event broke it. Begin with {@link
 * dev.strategos.testkit.properties.LinkProperties}.
 */
@NullMarked
package dev.strategos.testkit.properties;

import org.jspecify.annotations.NullMarked;
