package dev.faultline.experiment.probe;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one name that a step of a path has met, by the classes of the objects. They are told apart by looking at each, as to
 * hash a class would give it the hash code that its program is to draw.
 */
final class FieldSites {
    private static final int KEPT = 8;

    private final @Nullable Class<?>[] types = new Class<?>[KEPT];
    private final @Nullable Field[] fields = new Field[KEPT];
    private int next;

    /** Returns the field of objects of the class; null if there is none, or none that may be read. */
    @Nullable
    Field of(Class<?> type, String name) {
        for (int i = 0; i < KEPT; i++) {
            if (types[i] == type) {
                return fields[i];
            }
        }
        Field found = find(type, name);
        Field readable =
                found != null && !Modifier.isStatic(found.getModifiers()) && found.trySetAccessible() ? found : null;
        types[next] = type;
        fields[next] = readable;
        next = (next + 1) % KEPT;
        return readable;
    }

    void forget() {
        Arrays.fill(types, null);
        Arrays.fill(fields, null);
    }

    /** Returns the class of that name, which may be above the one given; that one itself if none above has the name. */
    static Class<?> upTo(Class<?> type, String className) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(className)) {
                return at;
            }
        }
        return type;
    }

    /** Returns a field that the class declares, or one above it; null if there is none. */
    static @Nullable Field find(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            try {
                return at.getDeclaredField(name);
            } catch (NoSuchFieldException e) {
                // Then it is above, or nowhere.
            }
        }
        return null;
    }
}
