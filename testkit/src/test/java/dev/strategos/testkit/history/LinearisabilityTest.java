package dev.strategos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strategos.testkit.properties.PropertyViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearisabilityTest {

    /** A register that begins at 0; {@code r} reads it, {@code w3} writes 3 and answers nothing new. */
    private static final class Register implements SequentialSpecification<Integer, String, Integer> {

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Step<Integer, Integer> apply(Integer state, String input) {
            if (input.equals("r")) {
                return new Step<>(state, state);
            }
            int written = Integer.parseInt(input.substring(1));
            return new Step<>(written, written);
        }
    }

    private static Verdict<String, Integer> verdict(History<String, Integer> history) {
        return Linearisability.of(history.operations(), new Register()).verdict();
    }

    @Test
    void aReadMayOverlapAWriteAndSeeEither() {
        for (int seen : new int[] {0, 1}) {
            History<String, Integer> history = new History<>();
            var write = history.called("a", "w1");
            var read = history.called("b", "r");
            read.answered(seen);
            write.answered(1);
            assertThat(verdict(history)).isInstanceOf(Verdict.Linearisable.class);
        }
    }

    @Test
    void aReadAfterAWriteMustNotSeeWhatWasThereBefore() {
        History<String, Integer> history = new History<>();
        history.called("a", "w1").answered(1);
        history.called("b", "r").answered(0);
        assertThat(verdict(history)).isInstanceOf(Verdict.NotLinearisable.class);
        if (verdict(history) instanceof Verdict.NotLinearisable<String, Integer> no) {
            assertThat(no.unexplained()).hasToString("b: r → 0 [2, 3]");
            assertThat(no.longest()).containsExactly(history.operations().get(0));
        }
        assertThatThrownBy(() ->
                        Linearisability.of(history.operations(), new Register()).require("seed 7"))
                .isInstanceOf(PropertyViolation.class)
                .hasMessageContaining("seed 7: linearisability is violated: [b: r → 0 [2, 3]] fits nowhere");
    }

    /** The new-old inversion: regular, not atomic. */
    @Test
    void twoReadsMustNotGoBack() {
        History<String, Integer> history = new History<>();
        var write = history.called("a", "w1");
        history.called("b", "r").answered(1);
        history.called("c", "r").answered(0);
        write.answered(1);
        assertThat(verdict(history)).isInstanceOf(Verdict.NotLinearisable.class);
    }

    @Test
    void aPendingWriteMayHaveHappenedOrNot() {
        for (int[] seen : new int[][] {{0, 0}, {0, 1}, {1, 1}}) {
            History<String, Integer> history = new History<>();
            var pending = history.called("a", "w1");
            history.called("b", "r").answered(seen[0]);
            history.called("b", "r").answered(seen[1]);
            assertThat(verdict(history)).as("%d, %d", seen[0], seen[1]).isInstanceOf(Verdict.Linearisable.class);
            assertThat(pending).isNotNull();
        }
        History<String, Integer> history = new History<>();
        var pending = history.called("a", "w1");
        history.called("b", "r").answered(1);
        history.called("b", "r").answered(0);
        assertThat(verdict(history)).isInstanceOf(Verdict.NotLinearisable.class);
        pending.answered(1);
        assertThat(history.operations().get(0).answered()).isEqualTo(5);
    }

    @Test
    void aSpentBudgetIsNeitherYesNorNo() {
        History<String, Integer> history = new History<>();
        for (int i = 1; i <= 30; i++) {
            history.called("writer " + i, "w" + i);
        }
        history.called("reader", "r").answered(31);
        Linearisability<Integer, String, Integer> check =
                Linearisability.of(history.operations(), new Register()).budget(1_000);
        assertThat(check.verdict()).isEqualTo(new Verdict.BudgetSpent<>(1_000));
        assertThatThrownBy(() -> check.require("seed 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not known after 1000 steps");
        assertThatThrownBy(() -> check.budget(0)).hasMessageContaining("steps: must be at least 1");
    }

    @Test
    void longHistoriesOfAFewProcessesAreQuick() {
        History<String, Integer> history = new History<>();
        SplittableRandom random = new SplittableRandom(1);
        int value = 0;
        for (int i = 0; i < 5_000; i++) {
            var one = history.called("a", "w" + i);
            var other = history.called("b", "r");
            var third = history.called("c", "r");
            boolean early = random.nextBoolean();
            other.answered(early ? value : i);
            third.answered(i);
            one.answered(i);
            value = i;
        }
        assertThat(Linearisability.of(history.operations(), new Register())
                        .budget(100_000)
                        .verdict())
                .isInstanceOf(Verdict.Linearisable.class);
    }

    /** Two registers, x and y; an input is the register's name before what is asked of it. */
    @Test
    void partsAreCheckedForThemselves() {
        SequentialSpecification<Integer, String, Integer> ofAPart = new SequentialSpecification<>() {
            @Override
            public Integer initial() {
                return 0;
            }

            @Override
            public Step<Integer, Integer> apply(Integer state, String input) {
                return new Register().apply(state, input.substring(1));
            }
        };
        History<String, Integer> history = new History<>();
        history.called("a", "xw1").answered(1);
        history.called("a", "yw2").answered(2);
        history.called("b", "xr").answered(1);
        assertThat(Linearisability.of(history.operations(), ofAPart).verdict())
                .isInstanceOf(Verdict.NotLinearisable.class);
        assertThat(Linearisability.of(history.operations(), ofAPart)
                        .byPart(input -> input.charAt(0))
                        .verdict())
                .isInstanceOf(Verdict.Linearisable.class);
    }

    /** Small random histories, right and wrong ones, against trying every order. */
    @Test
    void agreesWithTryingEveryOrder() {
        int yes = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            List<Operation<String, Integer>> operations = randomHistory(new SplittableRandom(seed));
            boolean expected = existsOrder(operations, new ArrayList<>());
            Verdict<String, Integer> verdict =
                    Linearisability.of(operations, new Register()).verdict();
            assertThat(verdict instanceof Verdict.Linearisable)
                    .as("seed %d: %s", seed, operations)
                    .isEqualTo(expected);
            yes += expected ? 1 : 0;
            if (verdict instanceof Verdict.Linearisable<String, Integer> found) {
                assertThat(isExplained(found.order())).isTrue();
                assertThat(found.order())
                        .containsAll(operations.stream()
                                .filter(each -> each.output().isPresent())
                                .toList());
            }
        }
        assertThat(yes).isBetween(500, 2_500);
    }

    private static List<Operation<String, Integer>> randomHistory(SplittableRandom random) {
        History<String, Integer> history = new History<>();
        List<History<String, Integer>.Call> open = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        int calls = 0;
        while (calls < 6 || !open.isEmpty() && random.nextInt(4) > 0) {
            if (calls < 6 && (open.isEmpty() || random.nextBoolean())) {
                String input = random.nextBoolean() ? "r" : "w" + (1 + random.nextInt(2));
                open.add(history.called("p" + calls++, input));
                inputs.add(input);
            } else {
                int which = random.nextInt(open.size());
                String input = inputs.remove(which);
                int answer = input.equals("r") ? random.nextInt(3) : Integer.parseInt(input.substring(1));
                open.remove(which).answered(answer);
            }
        }
        return history.operations();
    }

    private static boolean existsOrder(List<Operation<String, Integer>> left, List<Operation<String, Integer>> before) {
        if (left.stream().noneMatch(each -> each.output().isPresent())) {
            return isExplained(before);
        }
        for (Operation<String, Integer> next : left) {
            boolean mayBeNext = left.stream().noneMatch(other -> other.answered() < next.called());
            if (mayBeNext) {
                List<Operation<String, Integer>> rest = new ArrayList<>(left);
                rest.remove(next);
                List<Operation<String, Integer>> order = new ArrayList<>(before);
                order.add(next);
                if (isExplained(order) && existsOrder(rest, order)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isExplained(List<Operation<String, Integer>> order) {
        int state = 0;
        for (Operation<String, Integer> operation : order) {
            SequentialSpecification.Step<Integer, Integer> step = new Register().apply(state, operation.input());
            Optional<Integer> output = operation.output();
            if (output.isPresent() && !output.get().equals(step.output())) {
                return false;
            }
            state = step.state();
        }
        return true;
    }

    @Test
    void aHistoryRefusesWhatCannotBe() {
        History<String, Integer> history = new History<>();
        var call = history.called("a", "r");
        assertThatThrownBy(() -> history.called("a", "r"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("process 'a' has an operation open: a: r → ? [0, …]");
        call.answered(1);
        assertThatThrownBy(() -> call.answered(1)).hasMessageContaining("it was answered before");
        assertThat(history.called("a", "r")).isNotNull();
    }
}
