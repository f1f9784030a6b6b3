package dev.strategos.testkit.trace;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a log as ShiViz does, with its default expression, and refuses what ShiViz refuses. */
final class ShiVizParser {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** ShiViz's default as Java writes it (which escapes braces), under the flags g and m; a dot stops where JavaScript's does. */
    private static final Pattern DEFAULT = Pattern.compile(
            "(?<event>[^\\n\\r\\u2028\\u2029]*)\\n(?<host>\\S*) (?<clock>\\{[^\\n\\r\\u2028\\u2029]*\\})",
            Pattern.MULTILINE);

    record Event(String text, String host, Map<String, Integer> clock) {}

    private ShiVizParser() {}

    static List<Event> parse(String file) throws IOException {
        String[] parts = file.split("\n", 3);
        if (!parts[0].equals("(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})") || !parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "line 1 is the expression, line 2 the delimiter, but were " + parts[0] + ", " + parts[1]);
        }
        List<Event> events = new ArrayList<>();
        Matcher matcher = DEFAULT.matcher(parts[2]);
        int read = 0;
        while (matcher.find()) {
            if (!parts[2].substring(read, matcher.start()).isBlank()) {
                throw new IllegalArgumentException("not read: " + parts[2].substring(read, matcher.start()));
            }
            read = matcher.end();
            events.add(new Event(
                    matcher.group("event"),
                    matcher.group("host"),
                    JSON.readValue(matcher.group("clock"), new TypeReference<LinkedHashMap<String, Integer>>() {})));
        }
        if (!parts[2].substring(read).isBlank()) {
            throw new IllegalArgumentException("not read: " + parts[2].substring(read));
        }
        check(events);
        return events;
    }

    private static void check(List<Event> events) {
        Map<String, Integer> last = new LinkedHashMap<>();
        for (Event event : events) {
            Integer own = event.clock().get(event.host());
            if (own == null) {
                throw new IllegalArgumentException("the own host is not in the clock of " + event);
            }
            if (own != last.getOrDefault(event.host(), 0) + 1) {
                throw new IllegalArgumentException("a host must start at 1 and grow by one: " + event);
            }
            last.put(event.host(), own);
        }
        for (Event event : events) {
            event.clock().forEach((host, count) -> {
                if (!last.containsKey(host)) {
                    throw new IllegalArgumentException("unknown host " + host + " in " + event);
                }
                if (count < 1 || count > last.get(host)) {
                    throw new IllegalArgumentException(host + " never reached " + count + ": " + event);
                }
            });
        }
    }
}
