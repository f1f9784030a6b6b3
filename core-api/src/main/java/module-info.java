/**
 * The contracts of Strategos: what a protocol is written against, and what a transport, a codec and a storage implement.
 *
 * <p>Begin with {@link dev.strategos.core.Program} and {@link dev.strategos.core.Environment}.
 */
module dev.strategos.core {
    requires static org.jspecify;

    exports dev.strategos.core;
    exports dev.strategos.core.model;
}
