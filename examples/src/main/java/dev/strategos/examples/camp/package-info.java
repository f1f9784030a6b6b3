/**
 * What all examples with generals share: who they are, their keys and files, their links, and how they begin together.
 */
@NullMarked
package dev.strategos.examples.camp;

import org.jspecify.annotations.NullMarked;
