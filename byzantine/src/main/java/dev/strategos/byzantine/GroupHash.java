package dev.strategos.byzantine;

import dev.strategos.byzantine.signing.Statement;
import dev.strategos.core.NodeId;
import org.jspecify.annotations.Nullable;

/** The hash of all that generals have to have configured alike. */
final class GroupHash {

    private static final String DOMAIN = "strategos byzantine group 1";

    private GroupHash() {}

    static <V> Bytes of(String protocol, GroupConfig<V> config, @Nullable Verifier verifier) {
        Statement statement = new Statement()
                .text(DOMAIN)
                .text(protocol)
                .text(verifier == null ? "unsigned" : verifier.suite())
                .number(config.group().size());
        for (NodeId general : config.group()) {
            statement.text(general.name());
            if (verifier != null) {
                statement.bytes(verifier.key(general).buffer());
            }
        }
        statement.bytes(config.encode(config.defaultValue()).buffer()).number(config.maxValueBytes());
        if (!config.purpose().isEmpty()) {
            statement.text(config.purpose());
        }
        return Bytes.of(statement.sha256());
    }
}
