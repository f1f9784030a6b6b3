package dev.strategos.links;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What can be reached from an object and could grow: bytes of arrays, buffers and bit sets, entries of collections. Of single objects only
 * this project's are looked into.
 */
final class Retained {

    private static final int REFERENCE_BYTES = 8;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> left = new ArrayDeque<>();
    private long bytes;

    private Retained() {}

    static long bytes(Object... roots) {
        Retained retained = new Retained();
        for (Object root : roots) {
            retained.reach(root);
        }
        while (!retained.left.isEmpty()) {
            retained.look(retained.left.remove());
        }
        return retained.bytes;
    }

    private void reach(Object object) {
        if (object != null && seen.add(object)) {
            left.add(object);
        }
    }

    private void look(Object object) {
        Class<?> type = object.getClass();
        if (object instanceof ByteBuffer buffer) {
            if (buffer.hasArray()) {
                reach(buffer.array());
            } else {
                bytes += buffer.capacity();
            }
        } else if (object instanceof BitSet bits) {
            bytes += bits.size() / Byte.SIZE;
        } else if (type.isArray()) {
            int length = Array.getLength(object);
            boolean primitive = type.getComponentType().isPrimitive();
            bytes += (long) length * (primitive ? primitiveBytes(type.getComponentType()) : REFERENCE_BYTES);
            for (int i = 0; i < length && !primitive; i++) {
                reach(Array.get(object, i));
            }
        } else if (object instanceof Map<?, ?> map) {
            bytes += 2L * REFERENCE_BYTES * map.size();
            map.forEach((key, value) -> {
                reach(key);
                reach(value);
            });
        } else if (object instanceof Collection<?> collection) {
            bytes += (long) REFERENCE_BYTES * collection.size();
            collection.forEach(this::reach);
        } else if (type.getName().startsWith("dev.strategos.") && !type.isEnum()) {
            lookInto(object);
        }
    }

    private void lookInto(Object object) {
        for (Class<?> type = object.getClass();
                type != Object.class && type != Record.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    try {
                        reach(field.get(object));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private static int primitiveBytes(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        return type == short.class || type == char.class ? Short.BYTES : 1;
    }
}
