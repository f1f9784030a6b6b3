package dev.strategos.byzantine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of one oral message, in the order of their paths: each distinct value once, and an index into those per path.
 *
 * <p>An index that points outside the dictionary stands for the default. Immutable, for any thread.
 */
public final class ValueBlock {

    private final List<Bytes> dictionary;
    private final int[] indexes;

    /** Takes both as its own. */
    ValueBlock(List<Bytes> dictionary, int[] indexes) {
        this.dictionary = Collections.unmodifiableList(dictionary);
        this.indexes = indexes;
    }

    /**
     * The block of these values.
     *
     * @param values encoded values in the order of their paths
     * @return the block, whose dictionary is in the order of first occurrence
     */
    public static ValueBlock of(List<Bytes> values) {
        Map<Bytes, Integer> places = new LinkedHashMap<>();
        int[] indexes = new int[values.size()];
        for (int i = 0; i < indexes.length; i++) {
            Integer place = places.putIfAbsent(values.get(i), places.size());
            indexes[i] = place == null ? places.size() - 1 : place;
        }
        return new ValueBlock(new ArrayList<>(places.keySet()), indexes);
    }

    /**
     * How many paths there are.
     *
     * @return zero or more
     */
    public int size() {
        return indexes.length;
    }

    /**
     * The value of one path.
     *
     * @param place 0 to size−1
     * @return the encoded value; null if it is the default because its index points nowhere
     */
    public @Nullable Bytes get(int place) {
        int index = indexes[place];
        return index >= 0 && index < dictionary.size() ? dictionary.get(index) : null;
    }

    /**
     * The distinct values.
     *
     * @return unmodifiable
     */
    public List<Bytes> dictionary() {
        return dictionary;
    }

    /** The index of one path into the dictionary; may point outside. */
    int index(int place) {
        return indexes[place];
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ValueBlock that) || that.size() != size()) {
            return false;
        }
        for (int i = 0; i < indexes.length; i++) {
            if (!Objects.equals(get(i), that.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < indexes.length; i++) {
            hash = 31 * hash + Objects.hashCode(get(i));
        }
        return hash;
    }

    /** The values' bytes. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(indexes.length, 8); i++) {
            shown.add(String.valueOf(get(i)));
        }
        return shown + (indexes.length > 8 ? "… (" + indexes.length + " values)" : "");
    }
}
