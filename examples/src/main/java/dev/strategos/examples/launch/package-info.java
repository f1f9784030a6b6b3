/** What all examples share with their launcher: exit statuses, and how to say that one cannot run here. */
@NullMarked
package dev.strategos.examples.launch;

import org.jspecify.annotations.NullMarked;
