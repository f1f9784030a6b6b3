/**
 * A node's stable storage on disk.
 *
 * <p>Begin with {@link dev.strategos.storage.mvstore.MvStorage}.
 */
module dev.strategos.storage.mvstore {
    requires transitive dev.strategos.core;
    requires com.h2database.mvstore;
    requires static org.jspecify;

    exports dev.strategos.storage.mvstore;
}
