package dev.strategos.detectors.swim;

import dev.strategos.core.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of SWIM, as in docs/wire-format-detectors.md.
 *
 * @param kind what it is
 * @param number of the probe that it belongs to, chosen by who began it
 * @param subject the rank of the member to be probed for somebody else; −1 in other frames
 * @param life the life of the member that answered; 0 in other frames
 * @param news what rides on it
 */
record SwimFrame(Kind kind, int number, int subject, long life, List<News> news) {

    /** What a frame says. */
    enum Kind {
        /** Are you alive? */
        PING(1),
        /** The one that you asked for, or I myself, is alive. */
        ACK(2),
        /** Probe this member for me. */
        PING_REQUEST(3),
        /** The one that you asked for has not answered me. */
        NACK(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int HEADER = 1 + 4 + 4 + 8 + 1;

    /** The most that is put on one frame. */
    static final int MOST_NEWS = 8;

    static final int MAX_BYTES = HEADER + MOST_NEWS * News.BYTES;

    int bytes() {
        return HEADER + news.size() * News.BYTES;
    }

    void write(ByteBuffer room) {
        room.put((byte) kind.code).putInt(number).putInt(subject).putLong(life);
        room.put((byte) news.size());
        for (News item : news) {
            room.putInt(item.member()).putLong(item.life()).putInt(item.refutation());
            room.put((byte) item.state().code()).putInt(item.by());
        }
    }

    static SwimFrame read(ByteBuffer bytes, int members) throws MalformedMessageException {
        int length = bytes.remaining();
        if (length < HEADER) {
            throw new MalformedMessageException("a frame has at least " + HEADER + " bytes, not " + length);
        }
        int code = bytes.get();
        if (code < 1 || code > KINDS.length) {
            throw new MalformedMessageException("no kind of frame has the code " + code);
        }
        Kind kind = KINDS[code - 1];
        int number = bytes.getInt();
        int subject = bytes.getInt();
        long life = bytes.getLong();
        int count = bytes.get();
        if (count < 0 || count > MOST_NEWS || length != HEADER + count * News.BYTES) {
            throw new MalformedMessageException(count + " pieces of news do not make " + length + " bytes");
        }
        if (kind == Kind.PING_REQUEST ? subject < 0 || subject >= members : subject != -1) {
            throw new MalformedMessageException("the subject of " + kind + " cannot be " + subject);
        }
        if (life < 0) {
            throw new MalformedMessageException("a life cannot have the number " + life);
        }
        List<News> news = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            news.add(readNews(bytes, members));
        }
        return new SwimFrame(kind, number, subject, life, news);
    }

    private static News readNews(ByteBuffer bytes, int members) throws MalformedMessageException {
        int member = bytes.getInt();
        long life = bytes.getLong();
        int refutation = bytes.getInt();
        int state = bytes.get();
        int by = bytes.getInt();
        if (member < 0 || member >= members || by < 0 || by >= members) {
            throw new MalformedMessageException("news of member " + member + " by " + by + " among " + members);
        }
        if (life < 0 || refutation < 0 || refutation > News.MOST_REFUTATIONS || !MemberState.isCode(state)) {
            throw new MalformedMessageException(
                    "news of life " + life + ", refutation " + refutation + " and state " + state);
        }
        return new News(member, life, refutation, MemberState.of(state), by);
    }
}
