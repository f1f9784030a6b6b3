/**
 * The ladder of point-to-point links.
 *
 * <p>Begin with {@link dev.strategos.links.FifoLink} and {@link dev.strategos.links.MessageLink}.
 */
module dev.strategos.links {
    requires transitive dev.strategos.core;
    requires io.github.resilience4j.core;
    requires static org.jspecify;

    exports dev.strategos.links;
}
