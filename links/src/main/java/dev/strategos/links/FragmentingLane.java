package dev.strategos.links;

import dev.strategos.core.Fault;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Undetermined;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fragmenting link's way to one peer.
 *
 * <pre>
 * WHOLE  0 │ message
 * FIRST  1 │ length of the message (4) │ bytes
 * NEXT   2 │ bytes
 * </pre>
 */
final class FragmentingLane implements ClaimingLane {

    private static final byte WHOLE = 0;
    private static final byte FIRST = 1;
    private static final byte NEXT = 2;

    private final FragmentingLink link;
    private final FifoLink below;
    private final Lane laneBelow;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    /** Large messages that are not confirmed yet, in the order of their sending. */
    private final ArrayDeque<LargeMessage> unconfirmed = new ArrayDeque<>();

    private @Nullable ByteBuffer claimedLarge;
    private @Nullable LargeMessage current;
    private final Reassembly reassembly;
    private long refused;

    FragmentingLane(FragmentingLink link, FifoLink below, Lane laneBelow) {
        this.link = link;
        this.below = below;
        this.laneBelow = laneBelow;
        this.reassembly = new Reassembly(link.maxBytes());
    }

    @Override
    public NodeId peer() {
        return laneBelow.peer();
    }

    @Override
    public boolean offer(ByteBuffer message) {
        return link.offer(peer(), message);
    }

    @Override
    public void whenReady(Runnable action) {
        if (current == null) {
            laneBelow.whenReady(action);
        } else {
            waiting.add(action);
        }
    }

    @Override
    public void pauseDelivery() {
        laneBelow.pauseDelivery();
    }

    @Override
    public void resumeDelivery() {
        laneBelow.resumeDelivery();
    }

    @Override
    public LinkStats stats() {
        LinkStats stats = laneBelow.stats();
        return stats.withCounts(stats.sent(), stats.delivered(), stats.refused() + refused, stats.dropped());
    }

    // ---- sending

    @Override
    public @Nullable ByteBuffer claim(int bytes) {
        if (current != null) {
            refused++;
            return null;
        }
        if (bytes >= below.maxBytes()) {
            claimedLarge = ByteBuffer.allocate(bytes);
            return claimedLarge.duplicate();
        }
        ByteBuffer room = below.claim(peer(), 1 + bytes);
        return room == null ? null : room.put(WHOLE);
    }

    @Override
    public void commit() {
        commit(null);
    }

    void commit(@Nullable Consumer<Outcome> outcome) {
        ByteBuffer large = claimedLarge;
        if (large != null) {
            claimedLarge = null;
            LargeMessage message = new LargeMessage(large, outcome);
            current = message;
            unconfirmed.add(message);
            handDown();
        } else if (outcome == null) {
            below.commit();
        } else {
            below.commit(outcome);
        }
    }

    @Override
    public void abandon() {
        if (claimedLarge == null) {
            below.abandon();
        }
        claimedLarge = null;
    }

    /** Hands fragments of the current message down, as far as the link below takes them. */
    private void handDown() {
        LargeMessage message = current;
        while (message != null && message == current && message.hasMore()) {
            ByteBuffer room = below.claim(peer(), message.nextFragmentBytes(below.maxBytes()));
            if (room == null) {
                laneBelow.whenReady(this::handDown);
                return;
            }
            message.writeNext(room);
            if (message.hasMore()) {
                below.commit();
            } else {
                current = null;
                below.commit(outcome -> confirmed(message, outcome));
                wakeWaiting();
            }
        }
    }

    private void confirmed(LargeMessage message, Outcome outcome) {
        unconfirmed.remove(message);
        message.tell(outcome);
    }

    private void wakeWaiting() {
        for (int count = waiting.size(); count > 0; count--) {
            laneBelow.whenReady(waiting.remove());
        }
    }

    /**
     * The session below has ended: what is left of a large message is not sent.
     *
     * @param fragments what the link below hands back
     * @return the same as whole messages
     */
    Undetermined endSession(Undetermined fragments) {
        List<LargeMessage> large = new ArrayList<>(unconfirmed);
        List<ByteBuffer> whole = new ArrayList<>();
        int[] next = {0};
        fragments.forEach(fragment -> {
            byte kind = fragment.get(fragment.position());
            if (kind == WHOLE) {
                whole.add(copyOf(fragment.position(fragment.position() + 1)));
            } else if (kind == FIRST || next[0] == 0) {
                // The first fragment of the oldest one may have been confirmed already.
                if (next[0] < large.size()) {
                    whole.add(large.get(next[0]++).whole());
                }
            }
        });
        while (next[0] < large.size()) {
            whole.add(large.get(next[0]++).whole());
        }
        LargeMessage unfinished = current;
        current = null;
        if (unfinished != null) {
            // The others' last fragments are in the session below, which tells what became of them.
            confirmed(unfinished, Outcome.UNDETERMINED);
        }
        wakeWaiting();
        return new WholeMessages(whole);
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip().asReadOnlyBuffer();
    }

    // ---- receiving

    void arrived(Peer from, ByteBuffer fragment) {
        byte kind = fragment.hasRemaining() ? fragment.get() : -1;
        switch (kind) {
            case WHOLE -> {
                reassembly.reset();
                link.deliverAbove(from, fragment.slice().asReadOnlyBuffer());
            }
            case FIRST -> first(from, fragment);
            case NEXT -> more(from, fragment);
            default -> link.report(peer(), Fault.Kind.MALFORMED_MESSAGE, "kind " + kind + " is none of 0, 1 and 2");
        }
    }

    private void first(Peer from, ByteBuffer fragment) {
        int length = fragment.remaining() < Integer.BYTES ? -1 : fragment.getInt();
        if (length < 0) {
            reassembly.reset();
            link.report(peer(), Fault.Kind.MALFORMED_MESSAGE, "a first fragment without a length");
        } else if (!reassembly.begin(length)) {
            link.report(
                    peer(),
                    Fault.Kind.OVERSIZE,
                    "a message of " + length + " bytes, but at most " + link.maxBytes() + " are taken");
        } else {
            more(from, fragment);
        }
    }

    private void more(Peer from, ByteBuffer fragment) {
        switch (reassembly.add(fragment)) {
            case COMPLETE -> link.deliverAbove(from, reassembly.take());
            case TOO_LONG ->
                link.report(peer(), Fault.Kind.PROTOCOL_VIOLATION, "fragments are longer than their message");
            case MORE_TO_COME, NOT_WANTED -> {
                // Nothing to deliver: of a message that goes on, or of one that was refused or whose beginning belongs
                // to an ended session.
            }
        }
    }

    /** A large message on its way down. */
    private static final class LargeMessage {

        private final ByteBuffer bytes;
        private final @Nullable Consumer<Outcome> outcome;
        private boolean begun;

        LargeMessage(ByteBuffer bytes, @Nullable Consumer<Outcome> outcome) {
            this.bytes = bytes;
            this.outcome = outcome;
        }

        boolean hasMore() {
            return !begun || bytes.hasRemaining();
        }

        int nextFragmentBytes(int most) {
            return Math.min(most, header() + bytes.remaining());
        }

        private int header() {
            return begun ? 1 : 1 + Integer.BYTES;
        }

        void writeNext(ByteBuffer room) {
            int part = room.remaining() - header();
            if (begun) {
                room.put(NEXT);
            } else {
                room.put(FIRST).putInt(bytes.capacity());
                begun = true;
            }
            room.put(bytes.slice().limit(part));
            bytes.position(bytes.position() + part);
        }

        ByteBuffer whole() {
            return bytes.duplicate().clear().asReadOnlyBuffer();
        }

        void tell(Outcome what) {
            if (outcome != null) {
                outcome.accept(what);
            }
        }
    }

    /**
     * Whole messages that are handed back.
     *
     * @param messages in the order of their sending
     */
    private record WholeMessages(List<ByteBuffer> messages) implements Undetermined {

        @Override
        public int count() {
            return messages.size();
        }

        @Override
        public void forEach(Consumer<ByteBuffer> action) {
            messages.forEach(message -> action.accept(message.duplicate()));
        }
    }
}
