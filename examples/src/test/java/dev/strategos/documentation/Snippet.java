package dev.strategos.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code java} block of a Markdown file.
 *
 * <p>An HTML comment just above the block may say what it presupposes, as members of a class: {@code <!-- snippet: given Outbox<Order>
 * orders; record Order(int number) {} -->}. Any other comment is one.
 *
 * @param file the Markdown file, for messages
 * @param fence the line of the opening fence, from 1
 * @param given declarations that the block presupposes, or nothing
 * @param lines the block
 */
record Snippet(String file, int fence, String given, List<String> lines) {

    private static final String FENCE = "```";
    private static final Pattern GIVEN = Pattern.compile("<!--\\s*snippet:\\s*given\\s(.*?)-->\\s*$", Pattern.DOTALL);

    /** All blocks of a file, in order. */
    static List<Snippet> in(String file, String markdown) {
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        int opened = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (opened < 0 && line.startsWith(FENCE)) {
                opened = i;
            } else if (opened >= 0 && line.equals(FENCE)) {
                if (isJava(lines.get(opened))) {
                    List<String> block = lines.subList(opened + 1, i);
                    snippets.add(new Snippet(file, opened + 1, given(lines.subList(0, opened)), block));
                }
                opened = -1;
            }
        }
        if (opened >= 0) {
            throw new IllegalArgumentException(file + ":" + (opened + 1) + ": the block is not closed");
        }
        return snippets;
    }

    private static boolean isJava(String fence) {
        return fence.strip()
                .substring(FENCE.length())
                .strip()
                .split("\\s", 2)[0]
                .equals("java");
    }

    /** What the comment that ends just above the block declares. */
    private static String given(List<String> above) {
        String text = String.join("\n", above).stripTrailing();
        int comment = text.lastIndexOf("<!--");
        Matcher matcher = GIVEN.matcher(comment < 0 ? "" : text.substring(comment));
        return matcher.matches() ? matcher.group(1).replaceAll("\\s+", " ").strip() : "";
    }

    /** Where it begins, such as {@code README.md:6}. */
    String place() {
        return file + ":" + fence;
    }
}
