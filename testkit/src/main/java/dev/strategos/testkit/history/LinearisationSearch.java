package dev.strategos.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of the operations of one part that explains every answer.
 *
 * <p>Calls and answers are a list in the order of their points. An operation may come next if it is called before the first answer that is
 * left in the list; taking it removes its call and its answer. When none is left that fits, the last one taken is put back. A set of
 * operations taken and the state after them is tried once only.
 */
final class LinearisationSearch<S, I, O> {

    private final SequentialSpecification<S, I, O> specification;
    private final long budget;
    private final Entry head;
    private final BitSet taken = new BitSet();
    private final Set<Configuration<S>> seen = new HashSet<>();
    private final ArrayDeque<Taken> stack = new ArrayDeque<>();
    private int unanswered;
    private long steps;
    private S state;
    private List<Operation<I, O>> longest = List.of();
    private @Nullable Operation<I, O> unexplained;

    private record Configuration<S>(BitSet taken, S state) {}

    /** A call or an answer in the list. */
    private final class Entry {
        private final @Nullable Operation<I, O> operation;
        private final int index;
        private final boolean isCall;
        private @Nullable Entry answer;
        private @Nullable Entry previous;
        private @Nullable Entry next;

        Entry(@Nullable Operation<I, O> operation, int index, boolean isCall) {
            this.operation = operation;
            this.index = index;
            this.isCall = isCall;
        }

        void remove() {
            if (previous != null) {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
        }

        void putBack() {
            if (previous != null) {
                previous.next = this;
            }
            if (next != null) {
                next.previous = this;
            }
        }
    }

    private final class Taken {
        private final Entry call;
        private final Operation<I, O> operation;
        private final S before;

        Taken(Entry call, Operation<I, O> operation, S before) {
            this.call = call;
            this.operation = operation;
            this.before = before;
        }
    }

    private record Point<E>(long at, E entry) {}

    LinearisationSearch(List<Operation<I, O>> operations, SequentialSpecification<S, I, O> specification, long budget) {
        this.specification = specification;
        this.budget = budget;
        this.state = specification.initial();
        this.head = new Entry(null, -1, false);
        List<Point<Entry>> points = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation<I, O> operation = operations.get(i);
            Entry call = new Entry(operation, i, true);
            points.add(new Point<>(operation.called(), call));
            if (operation.output().isPresent()) {
                unanswered++;
                Entry answer = new Entry(operation, i, false);
                call.answer = answer;
                points.add(new Point<>(operation.answered(), answer));
            }
        }
        points.sort((one, other) -> Long.compare(one.at, other.at));
        Entry last = head;
        for (Point<Entry> point : points) {
            last.next = point.entry;
            point.entry.previous = last;
            last = point.entry;
        }
    }

    long steps() {
        return steps;
    }

    Verdict<I, O> run() {
        Entry entry = head.next;
        while (unanswered > 0) {
            if (steps >= budget) {
                return new Verdict.BudgetSpent<>(steps);
            }
            if (entry != null && entry.isCall && entry.operation != null) {
                entry = take(entry, entry.operation) ? head.next : entry.next;
            } else {
                note(entry == null ? null : entry.operation);
                if (stack.isEmpty()) {
                    return no();
                }
                entry = putBack();
            }
        }
        return new Verdict.Linearisable<>(order());
    }

    private boolean take(Entry call, Operation<I, O> operation) {
        steps++;
        SequentialSpecification.Step<S, O> step = specification.apply(state, operation.input());
        Optional<O> output = operation.output();
        if (output.isPresent() && !output.get().equals(step.output())) {
            return false;
        }
        taken.set(call.index);
        if (!seen.add(new Configuration<>((BitSet) taken.clone(), step.state()))) {
            taken.clear(call.index);
            return false;
        }
        stack.push(new Taken(call, operation, state));
        state = step.state();
        call.remove();
        if (call.answer != null) {
            call.answer.remove();
            unanswered--;
        }
        return true;
    }

    private @Nullable Entry putBack() {
        Taken last = stack.pop();
        state = last.before;
        taken.clear(last.call.index);
        if (last.call.answer != null) {
            last.call.answer.putBack();
            unanswered++;
        }
        last.call.putBack();
        return last.call.next;
    }

    private void note(@Nullable Operation<I, O> blocked) {
        if (blocked != null && (unexplained == null || stack.size() > longest.size())) {
            unexplained = blocked;
            longest = order();
        }
    }

    private Verdict<I, O> no() {
        Operation<I, O> operation = unexplained;
        if (operation == null) {
            throw new IllegalStateException("a search ends at an answer that nothing explains");
        }
        return new Verdict.NotLinearisable<>(longest, operation);
    }

    private List<Operation<I, O>> order() {
        List<Operation<I, O>> order = new ArrayList<>();
        stack.descendingIterator().forEachRemaining(each -> order.add(each.operation));
        return order;
    }
}
