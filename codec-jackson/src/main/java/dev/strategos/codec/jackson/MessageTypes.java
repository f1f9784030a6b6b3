package dev.strategos.codec.jackson;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The closed list of types that a message type reaches; anything that is not plain data is refused by name. */
final class MessageTypes {

    private static final List<Class<?>> PLAIN = List.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigInteger.class,
            BigDecimal.class,
            byte[].class);

    private static final List<Class<?>> KEYS =
            List.of(String.class, Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private static final List<Class<?>> CONTAINERS = List.of(List.class, Set.class, Map.class);

    private final Set<Class<?>> records = new LinkedHashSet<>();
    private final Set<Class<?>> families = new LinkedHashSet<>();
    private final Map<String, Class<?>> members = new LinkedHashMap<>();

    private MessageTypes() {}

    static MessageTypes reachableFrom(Class<?> message) {
        if (!message.isRecord() && !isFamily(message)) {
            throw new IllegalArgumentException(
                    "type: must be a record or a sealed interface of records, but was " + message.getName());
        }
        MessageTypes types = new MessageTypes();
        types.add(message, message.getSimpleName());
        return types;
    }

    /** The sealed interfaces among them. */
    Set<Class<?>> sealedFamilies() {
        return families;
    }

    /** The records of the sealed interfaces. */
    Iterable<Class<?>> members() {
        return members.values();
    }

    private void add(Type type, String where) {
        if (type instanceof ParameterizedType container && CONTAINERS.contains((Class<?>) container.getRawType())) {
            if (container.getRawType() == Map.class) {
                requireKey(container.getActualTypeArguments()[0], where);
            }
            for (Type element : container.getActualTypeArguments()) {
                add(element, where);
            }
        } else if (type instanceof Class<?> plain) {
            add(plain, where);
        } else {
            throw refused(type, where);
        }
    }

    private void add(Class<?> type, String where) {
        if (type.isPrimitive() || type.isEnum() || PLAIN.contains(type)) {
            return;
        }
        if (type.isRecord()) {
            if (records.add(type)) {
                for (RecordComponent component : type.getRecordComponents()) {
                    add(component.getGenericType(), type.getSimpleName() + "." + component.getName());
                }
            }
        } else if (isFamily(type)) {
            if (families.add(type)) {
                for (Class<?> member : type.getPermittedSubclasses()) {
                    addMember(member, type);
                }
            }
        } else {
            throw refused(type, where);
        }
    }

    private void addMember(Class<?> member, Class<?> family) {
        if (member.isRecord()) {
            for (RecordComponent component : member.getRecordComponents()) {
                if (component.getName().equals("type")) {
                    throw new IllegalArgumentException("type: " + member.getSimpleName()
                            + ".type has the name by which messages tell the members of " + family.getSimpleName()
                            + " apart");
                }
            }
            Class<?> same = members.putIfAbsent(member.getSimpleName(), member);
            if (same != null && same != member) {
                throw new IllegalArgumentException("type: the records " + same.getName() + " and " + member.getName()
                        + " have the same simple name, by which messages tell them apart");
            }
        }
        add(member, family.getSimpleName());
    }

    /** Keys are written as texts, which have to be read back. */
    private static void requireKey(Type type, String where) {
        if (!(type instanceof Class<?> key) || !(key.isEnum() || KEYS.contains(key))) {
            throw new IllegalArgumentException("type: " + where + " is a map whose keys are of type "
                    + type.getTypeName() + "; allowed are String, boxes of whole numbers, and enums");
        }
    }

    private static boolean isFamily(Class<?> type) {
        return type.isSealed() && type.isInterface();
    }

    private static IllegalArgumentException refused(Type type, String where) {
        return new IllegalArgumentException("type: " + where + " is of type " + name(type)
                + "; allowed are primitives and their boxes, String, BigInteger, BigDecimal, byte[], enums, records, sealed interfaces of"
                + " records, and List, Set and Map of these");
    }

    private static String name(Type type) {
        return type instanceof GenericArrayType || !(type instanceof Class<?> known)
                ? type.getTypeName()
                : known.getName();
    }
}
