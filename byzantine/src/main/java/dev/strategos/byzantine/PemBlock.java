package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param label what it is called
 * @param bytes its content
 */
record PemBlock(String label, Bytes bytes) {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final int LONGEST = 1 << 20;

    byte[] content() {
        return bytes.toArray();
    }

    /** The first block that has one of these labels; refuses a text without, saying what it has. */
    static PemBlock oneOf(String pem, List<String> labels) {
        if (pem.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "pem: must have at most " + LONGEST + " characters, but has " + pem.length());
        }
        Matcher blocks = BLOCK.matcher(pem);
        List<String> seen = new ArrayList<>();
        while (blocks.find()) {
            if (labels.contains(blocks.group(1))) {
                return new PemBlock(blocks.group(1), Bytes.of(decoded(blocks.group(2))));
            }
            seen.add(blocks.group(1));
        }
        throw new IllegalArgumentException("pem: must hold " + String.join(" or ", labels) + " in PEM, but holds "
                + (seen.isEmpty() ? "no PEM" : String.join(", ", seen)) + hint(labels, seen));
    }

    private static String hint(List<String> labels, List<String> seen) {
        return labels.contains("PRIVATE KEY") && seen.contains("ENCRYPTED PRIVATE KEY")
                ? "; 'openssl pkcs8 -topk8 -nocrypt' decrypts it, or use PKCS12 with a password"
                : "";
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pem: holds what is no Base64", e);
        }
    }
}
