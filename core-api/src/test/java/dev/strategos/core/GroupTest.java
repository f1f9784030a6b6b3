package dev.strategos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupTest {

    private final Group group = Group.named("c", "a", "b", "d");

    @Test
    void keepsTheOrderThatItWasGiven() {
        assertThat(group).extracting(NodeId::name).containsExactly("c", "a", "b", "d");
        assertThat(group.rank(NodeId.of("a"))).isEqualTo(1);
        assertThat(group.member(3)).isEqualTo(NodeId.of("d"));
        assertThat(group.others(NodeId.of("a"))).extracting(NodeId::name).containsExactly("c", "b", "d");
    }

    @Test
    void isEqualOnlyInTheSameOrder() {
        assertThat(group).isEqualTo(Group.named("c", "a", "b", "d")).isNotEqualTo(Group.named("a", "b", "c", "d"));
    }

    @Test
    void anyTwoMajoritiesShareAMember() {
        for (int n = 1; n <= 20; n++) {
            assertThat(2 * groupOf(n).majority()).isGreaterThan(n);
            assertThat(2 * (groupOf(n).majority() - 1)).isLessThanOrEqualTo(n);
        }
    }

    @Test
    void anyTwoByzantineQuorumsShareMoreThanTheFaulty() {
        for (int n = 1; n <= 20; n++) {
            for (int f = 0; f < n; f++) {
                int quorum = groupOf(n).byzantineQuorum(f);
                assertThat(2 * quorum - n).as("overlap for n=%s f=%s", n, f).isGreaterThan(f);
                assertThat(2 * (quorum - 1) - n).as("least for n=%s f=%s", n, f).isLessThanOrEqualTo(f);
                assertThat(quorum <= n - f).as("gathers for n=%s f=%s", n, f).isEqualTo(n > 3 * f);
            }
        }
    }

    @Test
    void refusesBadMembersAndSaysWhich() {
        assertThatThrownBy(() -> Group.of(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Group.named("a", "b", "a")).hasMessageContaining("'a' is there twice");
        assertThatThrownBy(() -> group.rank(NodeId.of("x"))).hasMessageContaining("'x'");
        assertThatThrownBy(() -> group.byzantineQuorum(4)).hasMessageContaining("0 to 3, but was 4");
    }

    private static Group groupOf(int n) {
        return Group.named(
                java.util.stream.IntStream.range(0, n).mapToObj(i -> "n" + i).toArray(String[]::new));
    }
}
