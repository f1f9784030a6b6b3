package dev.strategos.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packed tree decides as the recursion of the paper does, whatever anybody says. */
class EigTreeTest {

    @ParameterizedTest
    @CsvSource({"2,0,50", "3,1,500", "4,1,2000", "5,1,1000", "5,2,1000", "7,2,500", "7,3,100", "8,2,100", "10,3,10"})
    void equalsThePlainRecursionWhenEverybodyTalksAtRandom(int generals, int m, int runs) {
        for (int seed = 0; seed < runs; seed++) {
            var random = new Random(seed);
            int values = 2 + random.nextInt(3);
            Map<String, Integer> said = new LinkedHashMap<>();
            int liars = random.nextInt(generals + 1);
            PlainOralMessages.Channel channel = (path, recipient, value) -> said.computeIfAbsent(
                    path + "→" + recipient,
                    key -> path.get(path.size() - 1) < liars
                            ? new Random(key.hashCode() * 31L + said.size()).nextInt(values)
                            : value);
            int commander = random.nextInt(generals);
            int order = random.nextInt(values);
            int[] plain = new PlainOralMessages(generals, channel).decisions(m, commander, order);
            int[] packed = new PackedOralMessages(generals, channel).decisions(m, commander, order);
            assertThat(packed).as("n=%s m=%s seed=%s", generals, m, seed).isEqualTo(plain);
        }
    }

    @Test
    void thirteenGeneralsEqualThePlainRecursion() {
        PlainOralMessages.Channel channel = (path, recipient, value) ->
                path.get(path.size() - 1) < 4 ? Math.floorMod((path + ":" + recipient).hashCode(), 3) : value;
        for (int commander : new int[] {0, 12}) {
            int[] plain = new PlainOralMessages(13, channel).decisions(4, commander, 1);
            int[] packed = new PackedOralMessages(13, channel).decisions(4, commander, 1);
            assertThat(packed).isEqualTo(plain);
        }
    }

    @Test
    void silenceCountsAsTheDefault() {
        EigTree tree = new EigTree(new PathIndex(2, 2));
        tree.hear(1, 0, new int[] {7});
        assertThat(tree.resolve()).as("own 7 against two silent").isEqualTo(EigTree.DEFAULT);
        tree.hear(2, 0, new int[] {7});
        assertThat(tree.resolve()).as("two of three").isEqualTo(7);
        tree.hear(2, 1, null);
        assertThat(tree.hasHeard(2, 1)).isTrue();
        assertThat(tree.resolve()).isEqualTo(7);
    }
}
