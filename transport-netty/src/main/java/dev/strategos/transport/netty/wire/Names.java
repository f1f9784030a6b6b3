package dev.strategos.transport.netty.wire;

/** The names of channels and clusters. Stateless, for any thread. */
public final class Names {

    /** The longest name. */
    public static final int MAX_LENGTH = 64;

    private Names() {}

    /**
     * Whether this may name a channel or a cluster.
     *
     * @param name any text
     * @return true if it has 1 to 64 of {@code a-z}, {@code 0-9}, {@code '.'}, {@code '_'} and {@code '-'}
     */
    public static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
            if (!good) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses what may not name a channel or a cluster.
     *
     * @param field what the name is for, for the message
     * @param name any text
     * @return the name
     * @throws IllegalArgumentException if it is not a name
     */
    public static String require(String field, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(field + ": must have 1 to " + MAX_LENGTH
                    + " of a-z, 0-9, '.', '_' and '-', but was '" + name + "'");
        }
        return name;
    }
}
