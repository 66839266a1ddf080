package dev.faultline.experiment.probe;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, and those collections of the JDK that can be gone through without running code of a program, taking a lock, or changing
 * anything. Not among them are subclasses that a program has, views of a part of a sorted map, whose comparator would be asked,
 * queues that block and old ones that lock.
 */
final class Containers {
    private static final Set<String> MAPS = Set.of(
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.EnumMap",
            "java.util.IdentityHashMap",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$SingletonMap");

    private static final Set<String> COLLECTIONS = Set.of(
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.PriorityQueue",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.RegularEnumSet",
            "java.util.JumboEnumSet",
            "java.util.Arrays$ArrayList",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonSet");

    /** Classes that pass everything on, with the field that has to whom. */
    private static final Map<String, String> WRAPPERS = Map.ofEntries(
            Map.entry("java.util.Collections$UnmodifiableCollection", "c"),
            Map.entry("java.util.Collections$UnmodifiableMap", "m"),
            Map.entry("java.util.Collections$SynchronizedCollection", "c"),
            Map.entry("java.util.Collections$SynchronizedMap", "m"),
            Map.entry("java.util.Collections$CheckedCollection", "c"),
            Map.entry("java.util.Collections$CheckedMap", "m"),
            Map.entry("java.util.Collections$SetFromMap", "m"),
            Map.entry("java.util.concurrent.ConcurrentHashMap$KeySetView", "map"),
            Map.entry("java.util.Properties", "map"),
            Map.entry("java.util.TreeSet", "m"),
            Map.entry("java.util.concurrent.ConcurrentSkipListSet", "m"));

    /** Wrappers may be wrapped, and a mistake may wrap them in themselves. */
    private static final int DEPTH_MAX = 100;

    /** An element and what is its name: its number, or its key. */
    record Member(String name, @Nullable Object value) {}

    /** What comes of asking for an element. */
    sealed interface Element {
        /** It is there, or surely not, which is null. */
        record Known(@Nullable Object value) implements Element {}

        /** Nothing has that text, and a key of this class has none, so that nobody can say whether it is that. */
        record Unnamed(Class<?> keys) implements Element {}
    }

    private static final Element NOTHING = new Element.Known(null);

    private Containers() {}

    /** Returns how many elements there are; empty if the object is no container that can be read. */
    static OptionalInt size(Object object) {
        if (object.getClass().isArray()) {
            return OptionalInt.of(Array.getLength(object));
        }
        Object inner = unwrapped(object);
        return switch (inner) {
            case Map<?, ?> map -> OptionalInt.of(map.size());
            case Collection<?> collection -> OptionalInt.of(collection.size());
            case null, default -> OptionalInt.empty();
        };
    }

    /**
     * Returns the elements: in their order, of a map and a set by the texts of the keys. The element of a set is its own name, and
     * {@code true}. Null if the object is no container that can be read, or a key is none that has a text.
     */
    static @Nullable List<Member> members(Object object) {
        if (object.getClass().isArray()) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < Array.getLength(object); i++) {
                members.add(new Member(Integer.toString(i), Array.get(object, i)));
            }
            return members;
        }
        Object inner = unwrapped(object);
        boolean isSet = object instanceof Set<?> || inner instanceof Set<?>;
        return switch (inner) {
            case Map<?, ?> map -> ofMap(map, isSet);
            case Collection<?> collection -> isSet ? ofSet(collection) : ofList(collection);
            case null, default -> null;
        };
    }

    private static @Nullable List<Member> ofMap(Map<?, ?> map, boolean isSet) {
        List<Member> members = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = Scalars.key(entry.getKey());
            if (name == null || name.isEmpty()) {
                return null;
            }
            members.add(new Member(name, isSet ? true : entry.getValue()));
        }
        members.sort(Comparator.comparing(Member::name));
        return members;
    }

    private static @Nullable List<Member> ofSet(Collection<?> set) {
        List<Member> members = new ArrayList<>();
        for (Object element : set) {
            String name = Scalars.key(element);
            if (name == null || name.isEmpty()) {
                return null;
            }
            members.add(new Member(name, true));
        }
        members.sort(Comparator.comparing(Member::name));
        return members;
    }

    private static List<Member> ofList(Collection<?> list) {
        List<Member> members = new ArrayList<>();
        for (Object element : list) {
            members.add(new Member(Integer.toString(members.size()), element));
        }
        return members;
    }

    /** Returns what an array or a list has at a place, a map for a key, or a set in it. Nothing is copied, as it may be large. */
    static Element element(Object object, String key) {
        if (object.getClass().isArray()) {
            int place = place(key, Array.getLength(object));
            return place < 0 ? NOTHING : new Element.Known(Array.get(object, place));
        }
        Object inner = unwrapped(object);
        boolean isSet = object instanceof Set<?> || inner instanceof Set<?>;
        return switch (inner) {
            case Map<?, ?> map
            when finds(map) && map.containsKey(key) -> new Element.Known(isSet ? true : map.get(key));
            case Map<?, ?> map -> forKey(map, key, isSet);
            case Collection<?> set when isSet -> inSet(set, key);
            case List<?> list -> {
                int place = place(key, list.size());
                yield place < 0 ? NOTHING : new Element.Known(list.get(place));
            }
            case Collection<?> queue -> atPlace(queue, place(key, queue.size()));
            case null, default -> NOTHING;
        };
    }

    /** Whether the map finds a text by its own methods, and is not changed by being asked. */
    private static boolean finds(Map<?, ?> map) {
        return map.getClass() == HashMap.class || map.getClass() == ConcurrentHashMap.class;
    }

    private static Element forKey(Map<?, ?> map, String key, boolean isSet) {
        Object unnamed = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = Scalars.key(entry.getKey());
            if (key.equals(name)) {
                return new Element.Known(isSet ? true : entry.getValue());
            }
            unnamed = name == null && unnamed == null ? entry.getKey() : unnamed;
        }
        return unnamed == null ? NOTHING : new Element.Unnamed(unnamed.getClass());
    }

    private static Element inSet(Collection<?> set, String key) {
        Object unnamed = null;
        for (Object element : set) {
            String name = Scalars.key(element);
            if (key.equals(name)) {
                return new Element.Known(true);
            }
            unnamed = name == null && unnamed == null ? element : unnamed;
        }
        return unnamed == null ? NOTHING : new Element.Unnamed(unnamed.getClass());
    }

    private static Element atPlace(Collection<?> queue, int place) {
        int at = 0;
        for (Object element : queue) {
            if (at == place) {
                return new Element.Known(element);
            }
            at++;
        }
        return NOTHING;
    }

    private static int place(String key, int size) {
        boolean fits = !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
        int place = fits ? Integer.parseInt(key) : -1;
        return place < size ? place : -1;
    }

    /** Returns whether elements can be asked for. */
    static boolean isOne(Object object) {
        return object.getClass().isArray() || unwrapped(object) != null;
    }

    /** Returns the map or collection itself; null if the object is none of those that can be read. */
    private static @Nullable Object unwrapped(Object object) {
        Object at = object;
        for (int depth = 0; at != null && depth < DEPTH_MAX; depth++) {
            Class<?> type = at.getClass();
            if (type.getClassLoader() != null) {
                return null;
            }
            if (MAPS.contains(type.getName()) || COLLECTIONS.contains(type.getName())) {
                return at;
            }
            at = inside(at);
        }
        return null;
    }

    private static @Nullable Object inside(Object wrapper) {
        String field = null;
        for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
            field = field == null ? WRAPPERS.get(type.getName()) : field;
            Object inner = field == null ? null : fieldOf(wrapper, type, field);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static @Nullable Object fieldOf(Object object, Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            return field.trySetAccessible() ? field.get(object) : null;
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return null;
        }
    }
}
