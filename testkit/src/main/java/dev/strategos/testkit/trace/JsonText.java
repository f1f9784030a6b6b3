package dev.strategos.testkit.trace;

import java.io.IOException;

/** Writes JSON. What it writes may stand in an HTML script element too: it never holds a {@code <}. */
final class JsonText {

    private final Appendable out;
    private boolean comma;

    JsonText(Appendable out) {
        this.out = out;
    }

    JsonText begin(char bracket) throws IOException {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    JsonText end(char bracket) throws IOException {
        out.append(bracket);
        comma = true;
        return this;
    }

    JsonText name(String name) throws IOException {
        value(name);
        out.append(':');
        comma = false;
        return this;
    }

    JsonText value(long number) throws IOException {
        separate();
        out.append(Long.toString(number));
        return this;
    }

    JsonText value(String text) throws IOException {
        separate();
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPlain(text, i)) {
                out.append(c);
            } else {
                escape(c);
            }
        }
        out.append('"');
        return this;
    }

    JsonText none() throws IOException {
        separate();
        out.append("null");
        return this;
    }

    private void separate() throws IOException {
        if (comma) {
            out.append(',');
        }
        comma = true;
    }

    /** Not so: control characters, what ends a script or begins a comment in it, JavaScript's other line ends, and lone surrogates. */
    private static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' && c != 0x7f && c != '<' && c != '>' && c != '\u2028' && c != '\u2029';
    }

    private void escape(char c) throws IOException {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }
}
