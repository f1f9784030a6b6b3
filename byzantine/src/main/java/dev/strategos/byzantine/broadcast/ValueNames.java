package dev.strategos.byzantine.broadcast;

import dev.strategos.byzantine.Bytes;
import dev.strategos.byzantine.GroupConfig;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that traitors lie with, and their names in scripts: what they say of themselves, or {@code 0x} and hexadecimal bytes. */
final class ValueNames<V> {

    private static final String HEX = "0x";

    private final Map<String, Bytes> values = new LinkedHashMap<>();

    ValueNames(GroupConfig<V> config, List<V> alphabet) {
        if (alphabet.isEmpty()) {
            throw new IllegalArgumentException("alphabet: must have at least one value");
        }
        for (V value : alphabet) {
            values.putIfAbsent(String.valueOf(value), config.encode(value));
        }
    }

    /** The distinct values. */
    List<Bytes> alphabet() {
        return values.values().stream().distinct().toList();
    }

    String name(Bytes value) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> HEX + HexFormat.of().formatHex(value.toArray()));
    }

    Bytes value(String name) {
        Bytes known = values.get(name);
        if (known != null) {
            return known;
        }
        if (!name.startsWith(HEX)) {
            throw new IllegalArgumentException("value: must be one of " + values.keySet()
                    + ", or bytes in hexadecimal after 0x, but was '" + name + "'");
        }
        return Bytes.of(HexFormat.of().parseHex(name.substring(HEX.length())));
    }
}
