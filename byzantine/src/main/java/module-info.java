/**
 * Byzantine agreement: oral messages, signed messages, kings; broadcasts that no traitor can split; randomised agreement.
 *
 * <p>Begin with {@link dev.strategos.byzantine.ByzantineAgreement}.
 */
module dev.strategos.byzantine {
    requires transitive dev.strategos.core;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    exports dev.strategos.byzantine;
    exports dev.strategos.byzantine.broadcast;
    exports dev.strategos.byzantine.randomized;
}
