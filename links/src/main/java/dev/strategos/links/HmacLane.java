package dev.strategos.links;

import dev.strategos.core.DropReason;
import dev.strategos.core.Environment;
import dev.strategos.core.Incarnation;
import dev.strategos.core.Lane;
import dev.strategos.core.LinkStats;
import dev.strategos.core.MessageId;
import dev.strategos.core.NodeId;
import dev.strategos.core.Peer;
import dev.strategos.core.Stackable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated link's way to one peer: the handshake by which both ends learn that the other is there now, and the codes of the
 * messages that follow.
 *
 * <pre>
 * HELLO  1 │ sender's incarnation (8) │ its nonce (16) │ nonce echoed (16) │ code (16)
 * DATA   2 │ counter (8) │ code (16) │ message
 * </pre>
 *
 * <p>A hello that echoes this end's nonce was made after that nonce was drawn: it proves that the peer is there, and its nonce and
 * incarnation are taken. One that echoes anything else proves nothing, and is answered with its own nonce echoed.
 */
final class HmacLane implements ClaimingLane {

    private static final byte HELLO = 1;
    private static final byte DATA = 2;
    private static final int NONCE_BYTES = 16;
    private static final int CODE_BYTES = 16;
    private static final long CHALLENGE_NANOS = 100_000_000;
    private static final int HELLO_BYTES = 1 + Long.BYTES + 2 * NONCE_BYTES + CODE_BYTES;
    static final int DATA_BYTES = 1 + Long.BYTES + CODE_BYTES;

    private final HmacLink link;
    private final Stackable below;
    private final Lane laneBelow;
    private final Environment environment;
    private final Mac mac;
    private final RandomGenerator nonces;
    private final byte[] ownNonce = new byte[NONCE_BYTES];
    private final byte[] unknownNonce = new byte[NONCE_BYTES];
    /** No hello of an earlier life is believed, however it was come by. */
    private long latestIncarnation;

    private long lastChallenge = Long.MIN_VALUE / 2;

    /** The other end, once a hello of it has echoed this end's nonce. */
    private @Nullable Peer peer;

    private byte[] peerNonce = unknownNonce;
    private long counter;

    private @Nullable ByteBuffer room;
    private int roomStart;
    private int roomBytes;

    private long sent;
    private long delivered;
    private long refused;
    private long dropped;

    HmacLane(HmacLink link, Stackable below, Lane laneBelow, Mac mac, RandomGenerator nonces) {
        this.link = link;
        this.below = below;
        this.laneBelow = laneBelow;
        this.environment = below.environment();
        this.mac = mac;
        this.nonces = nonces;
        nonces.nextBytes(ownNonce);
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
        laneBelow.whenReady(action);
    }

    @Override
    public LinkStats stats() {
        return LinkStats.of(sent, delivered, refused, dropped);
    }

    // ---- sending

    @Override
    public @Nullable ByteBuffer claim(int bytes) {
        ByteBuffer claim =
                peer == null ? ByteBuffer.allocate(DATA_BYTES + bytes) : below.claim(peer(), DATA_BYTES + bytes);
        if (claim == null) {
            refused++;
            return null;
        }
        room = claim;
        roomStart = claim.position();
        roomBytes = bytes;
        return claim.position(roomStart + DATA_BYTES);
    }

    @Override
    public void commit() {
        ByteBuffer claim = takeRoom();
        sent++;
        counter++;
        Peer other = peer;
        if (other == null) {
            // Nobody could check it. A fair-loss link may lose it; the hello makes the next ones get through.
            dropped++;
            link.dropped(
                    new MessageId(new Peer(environment.self(), environment.incarnation()), peer(), counter),
                    DropReason.UNREACHABLE);
            greet();
            return;
        }
        claim.limit(roomStart + DATA_BYTES + roomBytes).position(roomStart + DATA_BYTES);
        byte[] code = dataCode(
                environment.self(),
                environment.incarnation(),
                ownNonce,
                peer(),
                other.incarnation(),
                peerNonce,
                counter,
                claim);
        claim.position(roomStart);
        claim.put(DATA).putLong(counter).put(code, 0, CODE_BYTES);
        below.commit();
    }

    @Override
    public void abandon() {
        takeRoom();
        if (peer != null) {
            below.abandon();
        }
    }

    private ByteBuffer takeRoom() {
        ByteBuffer claim = room;
        if (claim == null) {
            throw new IllegalStateException("no claim is open on channel '" + link.channel() + "'");
        }
        room = null;
        return claim;
    }

    /** Says hello, echoing the nonce of the peer that is known. Lost, it is said again when there is something to send. */
    void greet() {
        hello(peerNonce);
    }

    private void hello(byte[] echo) {
        ByteBuffer hello = below.claim(peer(), HELLO_BYTES);
        if (hello != null) {
            byte[] code = helloCode(
                    environment.self(), peer(), environment.incarnation().number(), ownNonce, echo);
            hello.put(HELLO)
                    .putLong(environment.incarnation().number())
                    .put(ownNonce)
                    .put(echo)
                    .put(code, 0, CODE_BYTES);
            below.commit();
        }
    }

    // ---- receiving

    void arrived(ByteBuffer frame) {
        byte kind = frame.hasRemaining() ? frame.get() : 0;
        if (kind == HELLO && frame.remaining() == HELLO_BYTES - 1) {
            helloArrived(frame);
        } else if (kind == DATA && frame.remaining() >= DATA_BYTES - 1) {
            dataArrived(frame);
        } else {
            link.malformed(peer(), "kind " + kind + " with " + frame.remaining() + " bytes is no frame");
        }
    }

    private void helloArrived(ByteBuffer frame) {
        long incarnation = frame.getLong();
        byte[] nonce = read(frame, NONCE_BYTES);
        byte[] echo = read(frame, NONCE_BYTES);
        byte[] expected = helloCode(peer(), environment.self(), incarnation, nonce, echo);
        if (incarnation < Math.max(1, latestIncarnation) || !isCode(expected, read(frame, CODE_BYTES))) {
            dropped++;
            return;
        }
        if (!Arrays.equals(echo, ownNonce)) {
            hello(nonce);
            return;
        }
        if (peer == null || !Arrays.equals(nonce, peerNonce)) {
            Peer before = peer;
            Peer now = new Peer(peer(), new Incarnation(incarnation));
            latestIncarnation = incarnation;
            peer = now;
            peerNonce = nonce;
            hello(nonce);
            if (before != null) {
                link.lost(before);
            }
            link.established(now);
        }
    }

    private void dataArrived(ByteBuffer frame) {
        long number = frame.getLong();
        byte[] code = read(frame, CODE_BYTES);
        Peer from = peer;
        if (from == null) {
            dropped++;
            greet();
            return;
        }
        byte[] expected = dataCode(
                peer(),
                from.incarnation(),
                peerNonce,
                environment.self(),
                environment.incarnation(),
                ownNonce,
                number,
                frame);
        if (!isCode(expected, code)) {
            dropped++;
            link.dropped(new MessageId(from, environment.self(), number), DropReason.MALFORMED);
            challenge();
            return;
        }
        delivered++;
        link.deliverAbove(from, frame);
    }

    /** The other end may hold another nonce by now, and its hello was lost. Asks, but not as often as anybody likes to make it ask. */
    private void challenge() {
        long now = environment.clock().nanos();
        if (now - lastChallenge >= CHALLENGE_NANOS) {
            lastChallenge = now;
            greet();
        }
    }

    /** The transport lost the peer: it has to prove anew that it is there, with a nonce that nobody has seen. */
    void down() {
        nonces.nextBytes(ownNonce);
        Peer before = peer;
        peer = null;
        peerNonce = unknownNonce;
        if (before != null) {
            link.lost(before);
        }
    }

    // ---- codes

    private byte[] helloCode(NodeId sender, NodeId receiver, long incarnation, byte[] nonce, byte[] echo) {
        begin(HELLO, sender, receiver);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, incarnation));
        mac.update(nonce);
        mac.update(echo);
        return mac.doFinal();
    }

    private byte[] dataCode(
            NodeId sender,
            Incarnation senderLife,
            byte[] senderNonce,
            NodeId receiver,
            Incarnation receiverLife,
            byte[] receiverNonce,
            long number,
            ByteBuffer message) {
        begin(DATA, sender, receiver);
        mac.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(senderLife.number())
                .putLong(receiverLife.number())
                .putLong(number)
                .flip());
        mac.update(senderNonce);
        mac.update(receiverNonce);
        mac.update(message.duplicate());
        return mac.doFinal();
    }

    /** What every code covers; each text with its length before it, so that no two lists of texts look alike. */
    private void begin(byte kind, NodeId sender, NodeId receiver) {
        mac.update(kind);
        update(link.cluster());
        update(link.channel());
        update(sender.name());
        update(receiver.name());
    }

    private void update(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }

    /** In constant time, so that nobody learns from the time how much of a guess was right. */
    private static boolean isCode(byte[] expected, byte[] code) {
        return MessageDigest.isEqual(Arrays.copyOf(expected, CODE_BYTES), code);
    }

    private static byte[] read(ByteBuffer frame, int bytes) {
        byte[] read = new byte[bytes];
        frame.get(read);
        return read;
    }
}
