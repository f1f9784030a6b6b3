package dev.strategos.testkit.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the page together from its parts: the template, its style, its scripts and the data.
 *
 * <p>The template is walked once, so nothing in the data can pass for a place in it. Style and script are named by their digests in the
 * page's content security policy.
 */
final class TracePage {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
    /** In the order in which they build on each other. */
    private static final List<String> SCRIPTS = List.of(
            "trace.js",
            "text.js",
            "filter.js",
            "pens.js",
            "view.js",
            "scene.js",
            "strokes.js",
            "exports.js",
            "panels.js",
            "picture.js",
            "actions.js",
            "pointer.js",
            "keys.js",
            "main.js");

    private final String title;
    private final String note;
    private final List<Outline> outlines;
    private final Data data;

    /** Writes JSON without any {@code <}. */
    @FunctionalInterface
    interface Data {

        /** Writes all of it. */
        void write(Appendable out) throws IOException;
    }

    TracePage(String title, String note, List<Outline> outlines, Data data) {
        this.title = title;
        this.note = note;
        this.outlines = outlines;
        this.data = data;
    }

    void write(Appendable out) throws IOException {
        String template = resource("page.html");
        String style = resource("page.css");
        String script = script();
        Matcher place = PLACE.matcher(template);
        int written = 0;
        while (place.find()) {
            out.append(template, written, place.start());
            written = place.end();
            switch (place.group(1)) {
                case "title" -> out.append(escaped(title));
                case "note" -> out.append(escaped(note));
                case "outlines" -> writeOutlines(out);
                case "style" -> out.append(style);
                case "style-hash" -> out.append(digest(style));
                case "script" -> out.append(script);
                case "script-hash" -> out.append(digest(script));
                case "data" -> data.write(out);
                default -> throw new IllegalStateException("page.html: nothing is known for " + place.group());
            }
        }
        out.append(template, written, template.length());
    }

    private void writeOutlines(Appendable out) throws IOException {
        for (Outline outline : outlines) {
            out.append("<section class=\"outline\"><h2>")
                    .append(escaped(outline.text()))
                    .append("</h2>");
            if (!outline.result().isEmpty()) {
                out.append("<p>").append(escaped(outline.result())).append("</p>");
            }
            for (Outline below : outline.below()) {
                write(below, out);
            }
            out.append("</section>");
        }
    }

    private static void write(Outline outline, Appendable out) throws IOException {
        boolean leaf = outline.below().isEmpty();
        out.append(leaf ? "<div>" : "<details open><summary>");
        out.append(escaped(outline.text()));
        if (!outline.result().isEmpty()) {
            out.append(" <b>").append(escaped(outline.result())).append("</b>");
        }
        out.append(leaf ? "</div>" : "</summary>");
        for (Outline below : outline.below()) {
            write(below, out);
        }
        out.append(leaf ? "" : "</details>");
    }

    static String script() {
        StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
        for (String name : SCRIPTS) {
            script.append(resource(name)).append('\n');
        }
        return script.append("})();\n").toString();
    }

    private static String resource(String name) {
        try (InputStream in = TracePage.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("page/" + name + " is missing beside " + TracePage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("&<>\"'".indexOf(c) >= 0) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
