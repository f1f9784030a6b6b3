package dev.strategos.byzantine;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names for values in scripts: what they say of themselves; for those that no alphabet knows, their bytes in hexadecimal after {@code 0x}. */
final class ValueNames<V> {

    private static final String HEX = "0x";

    private final Bytes byDefault;
    private final Map<String, Bytes> values = new LinkedHashMap<>();
    private final Map<Bytes, String> names = new LinkedHashMap<>();

    ValueNames(GroupConfig<V> config, List<V> alphabet) {
        this.byDefault = config.encode(config.defaultValue(), "defaultValue");
        name(config.defaultValue(), byDefault);
        for (V value : alphabet) {
            name(value, config.encode(value, "alphabet"));
        }
    }

    private void name(V value, Bytes bytes) {
        String name = String.valueOf(value);
        if (values.putIfAbsent(name, bytes) == null) {
            names.putIfAbsent(bytes, name);
        }
    }

    /** The name of a value; that of the default for none. */
    String name(@Nullable Bytes value) {
        Bytes named = value == null ? byDefault : value;
        String name = names.get(named);
        return name == null ? HEX + HexFormat.of().formatHex(named.raw()) : name;
    }

    Bytes value(String name) {
        Bytes value = values.get(name);
        if (value != null) {
            return value;
        }
        if (!name.startsWith(HEX)) {
            throw new IllegalArgumentException("value: must be one of " + values.keySet()
                    + ", or bytes in hexadecimal after 0x, but was '" + name + "'");
        }
        return Bytes.of(HexFormat.of().parseHex(name.substring(HEX.length())));
    }

    static void requireAsMany(int statements, List<String> values) {
        if (values.size() != statements) {
            throw new IllegalArgumentException("values: must be " + statements + ", but were " + values.size());
        }
    }
}
