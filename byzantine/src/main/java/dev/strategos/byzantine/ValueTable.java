package dev.strategos.byzantine;

import dev.strategos.core.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct values that one general met in one agreement, numbered in the order of their first appearance; 0 is the default.
 *
 * <p>Values are told apart by their bytes, which every loyal general relays as they came; so two loyal generals never differ on
 * whether two values are the same.
 */
final class ValueTable<V> {

    private final GroupConfig<V> config;
    private final Map<Bytes, Integer> numbers = new LinkedHashMap<>();
    private final List<Bytes> encoded = new ArrayList<>();
    private final List<V> values = new ArrayList<>();

    ValueTable(GroupConfig<V> config) {
        this.config = config;
        add(config.encode(config.defaultValue(), "defaultValue"), config.defaultValue());
    }

    V value(int number) {
        return values.get(number);
    }

    /**
     * The numbers of a message's values.
     *
     * @throws MalformedMessageException if the codec does not take a value; a loyal general never sends such a one
     */
    int[] numbers(ValueBlock block) throws MalformedMessageException {
        int[] translation = new int[block.dictionary().size()];
        for (int entry = 0; entry < translation.length; entry++) {
            translation[entry] = number(block.dictionary().get(entry));
        }
        int[] numbers = new int[block.size()];
        for (int place = 0; place < numbers.length; place++) {
            int index = block.index(place);
            numbers[place] = index >= 0 && index < translation.length ? translation[index] : EigTree.DEFAULT;
        }
        return numbers;
    }

    /** The message that carries the values of these numbers. */
    ValueBlock block(int[] numbers) {
        int[] places = new int[encoded.size()];
        Arrays.fill(places, -1);
        List<Bytes> dictionary = new ArrayList<>();
        int[] indexes = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int number = numbers[i];
            if (places[number] < 0) {
                places[number] = dictionary.size();
                dictionary.add(encoded.get(number));
            }
            indexes[i] = places[number];
        }
        return new ValueBlock(dictionary, indexes);
    }

    /**
     * The number of one value.
     *
     * @throws MalformedMessageException as {@link #numbers}
     */
    int number(Bytes bytes) throws MalformedMessageException {
        Integer known = numbers.get(bytes);
        return known != null ? known : add(bytes, config.codec().decode(bytes.buffer()));
    }

    /** The number of a value of one's own. */
    int number(Bytes bytes, V value) {
        Integer known = numbers.get(bytes);
        return known != null ? known : add(bytes, value);
    }

    Bytes encoded(int number) {
        return encoded.get(number);
    }

    private int add(Bytes bytes, V value) {
        int number = encoded.size();
        numbers.put(bytes, number);
        encoded.add(bytes);
        values.add(value);
        return number;
    }
}
