package dev.strategos.testkit.adversary;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What traitors say, written down without times: for an instance, a round, a path and a recipient a value, nothing, malformed bytes, or
 * the truth too late. So it can be replayed over any transport. As text, a line for each, and comments after {@code #}:
 *
 * <pre>
 * # the commander tells each lieutenant something else
 * a/1 round 1 path a to b: value attack
 * a/1 round 1 path a to c: value retreat
 * a/1 round 2 path a&gt;d to b: nothing
 * a/1 round 2 path a&gt;d to c: malformed
 * a/2 round 1 path a to c: late
 * </pre>
 *
 * <p>About what a script does not name, the truth is told. A message may make several statements; a value changes one of them, {@code
 * nothing}, {@code malformed} and {@code late} concern the message that would make it. Backslashes and the ends of lines in a value stand
 * behind a backslash, and so does a {@code #} or a backslash with which an instance begins.
 *
 * <p>A script knows no order of messages: a run that fails for the order in which they came, such as an {@code Explorer}'s counterexample
 * with several orders, is replayed by its schedule in the simulator, and by no script.
 *
 * <pre>{@code
 * Script script = Script.parse(Files.readString(Path.of("counterexample.script")));
 * Stackable link = conspiracy.join(fifo, script.strategy(Duration.ofSeconds(2)));
 * }</pre>
 *
 * <p>Immutable, for any thread.
 */
public final class Script {

    private static final Pattern LINE = Pattern.compile(
            "(\\S+) round (\\d{1,9}) path (\\S+) to (\\S+): (nothing|malformed|late|value (.*))", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int MOST_ROUNDS = 999_999_999;

    private final Map<Place, Act> acts;

    /**
     * What a line is about.
     *
     * @param instance which run of the protocol, without blanks
     * @param round counted from 1, to 999,999,999
     * @param path through whose hands a value is said to have come, the sender last, such as {@code a>c}; without blanks
     * @param recipient to whom it is said, without blanks
     */
    public record Place(String instance, int round, String path, String recipient) {

        /**
         * Checks that a line can be made of it.
         *
         * @throws IllegalArgumentException if a text is empty or has blanks, or the round is out of range
         */
        public Place {
            requireWord("instance", instance);
            requireWord("path", path);
            requireWord("recipient", recipient);
            if (round < 1 || round > MOST_ROUNDS) {
                throw new IllegalArgumentException("round: must be 1 to " + MOST_ROUNDS + ", but was " + round);
            }
        }

        private static void requireWord(String field, String word) {
            if (!WORD.matcher(word).matches()) {
                throw new IllegalArgumentException(
                        field + ": must be a text without blanks and not empty, but was '" + word + "'");
            }
        }

        /** As a line begins. */
        @Override
        public String toString() {
            boolean misleading = instance.charAt(0) == '#' || instance.charAt(0) == '\\';
            return (misleading ? "\\" : "") + instance + " round " + round + " path " + path + " to " + recipient;
        }
    }

    /** What is done at a place. */
    public enum Kind {
        /** A value is said, true or not. */
        VALUE,
        /** The message is not sent. */
        NOTHING,
        /** Bytes are sent that are no message. */
        MALFORMED,
        /** The true message is sent too late. */
        LATE
    }

    /**
     * What is done at a place, and with which value.
     *
     * @param kind what
     * @param value the value that is said; null unless one is
     */
    public record Act(Kind kind, @Nullable String value) {

        /**
         * Checks that there is a value where one is said, and only there.
         *
         * @throws IllegalArgumentException if it is not so
         */
        public Act {
            if ((kind == Kind.VALUE) != (value != null)) {
                throw new IllegalArgumentException("value: must be there for VALUE and for nothing else");
            }
        }

        /** As a line ends. */
        @Override
        public String toString() {
            return switch (kind) {
                case VALUE ->
                    "value "
                            + String.valueOf(value)
                                    .replace("\\", "\\\\")
                                    .replace("\n", "\\n")
                                    .replace("\r", "\\r");
                case NOTHING -> "nothing";
                case MALFORMED -> "malformed";
                case LATE -> "late";
            };
        }
    }

    private Script(Map<Place, Act> acts) {
        this.acts = Collections.unmodifiableMap(new LinkedHashMap<>(acts));
    }

    /**
     * A script of these acts.
     *
     * @param acts in the order in which they are written
     * @return the script
     */
    public static Script of(Map<Place, Act> acts) {
        return new Script(acts);
    }

    /**
     * Reads a script.
     *
     * @param text lines as above; empty ones and what follows a {@code #} at a line's beginning do not count
     * @return the script
     * @throws IllegalArgumentException if a line is none; the message names it
     */
    public static Script parse(String text) {
        Map<Place, Act> acts = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("line " + number
                        + ": must be '<instance> round <k> path <a>b> to <node>: value <v>', 'nothing', 'malformed' or 'late'"
                        + " after the colon, but is '" + line + "'");
            }
            Place place;
            try {
                place = place(matcher);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
            if (acts.putIfAbsent(place, act(matcher.group(5), matcher.group(6))) != null) {
                throw new IllegalArgumentException("line " + number + ": there is a line about it already: " + line);
            }
        }
        return new Script(acts);
    }

    private static Place place(Matcher line) {
        String instance = line.group(1).startsWith("\\") ? line.group(1).substring(1) : line.group(1);
        return new Place(instance, Integer.parseInt(line.group(2)), line.group(3), line.group(4));
    }

    private static Act act(String word, @Nullable String value) {
        return switch (word) {
            case "nothing" -> new Act(Kind.NOTHING, null);
            case "malformed" -> new Act(Kind.MALFORMED, null);
            case "late" -> new Act(Kind.LATE, null);
            default -> new Act(Kind.VALUE, unescaped(value == null ? "" : value));
        };
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            boolean escape = value.charAt(i) == '\\' && i + 1 < value.length();
            char c = escape ? value.charAt(++i) : value.charAt(i);
            text.append(!escape ? c : c == 'n' ? '\n' : c == 'r' ? '\r' : c);
        }
        return text.toString();
    }

    /**
     * What is done where.
     *
     * @return unmodifiable, in the order of the lines
     */
    public Map<Place, Act> acts() {
        return acts;
    }

    /**
     * The strategy that follows this script, for all traitors.
     *
     * @param lateness by how much a late message is held back, by the traitor's clock: so much that its round is over
     * @param <M> the protocol's messages
     * @return the strategy; it throws {@code IllegalArgumentException} for a value that the lens does not know
     */
    public <M> Strategy<M> strategy(Duration lateness) {
        return utterance -> new ScriptedUtterance<>(this, utterance).play(lateness);
    }

    /** The lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        acts.forEach((place, act) -> text.append(place).append(": ").append(act).append('\n'));
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Script script && acts.equals(script.acts);
    }

    @Override
    public int hashCode() {
        return acts.hashCode();
    }
}
