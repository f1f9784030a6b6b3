/**
 * The benchmark of links: what is measured, in processes of its own, and how it is told. Begin with {@link
 * dev.strategos.benchmarks.links.LinksCommand}.
 */
@NullMarked
package dev.strategos.benchmarks.links;

import org.jspecify.annotations.NullMarked;
