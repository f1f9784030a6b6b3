/** A node's stable storage on disk. Begin with {@link dev.strategos.storage.mvstore.MvStorage}. */
@NullMarked
package dev.strategos.storage.mvstore;

import org.jspecify.annotations.NullMarked;
