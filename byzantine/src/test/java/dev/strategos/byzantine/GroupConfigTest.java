package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.core.Codec;
import dev.strategos.core.Group;
import dev.strategos.core.NodeId;
import org.junit.jupiter.api.Test;

class GroupConfigTest {

    private static final Group GROUP = Group.named("a", "b");

    @Test
    void hasALimitOnValues() {
        GroupConfig<String> config = GroupConfig.of(GROUP, Codec.utf8(), "retreat");
        assertThat(config.maxValueBytes()).isEqualTo(256);
        assertThat(config.withMaxValueBytes(7).maxValueBytes()).isEqualTo(7);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> GroupConfig.of(GROUP, Codec.utf8(), "retreat").withMaxValueBytes(6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("defaultValue")
                .hasMessageContaining("at most 6 bytes");
        assertThatThrownBy(() -> GroupConfig.of(GROUP, Codec.utf8(), "retreat").withMaxValueBytes(0))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> GroupConfig.of(Group.named("a"), Codec.utf8(), "retreat"))
                .hasMessageContaining("2 to 65535");
        assertThatThrownBy(() -> new InstanceId(NodeId.of("a"), 0)).hasMessageContaining("counter");
    }
}
