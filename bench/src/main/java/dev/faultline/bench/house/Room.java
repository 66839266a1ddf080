package dev.faultline.bench.house;

import java.util.Arrays;
import java.util.List;

/**
 * A package of a module.
 *
 * @param module the module
 * @param name the package
 * @param types the top-level types in it, by name; at least one
 */
public record Room(String module, String name, List<Type> types) {
    /** Copies the types. */
    public Room {
        types = List.copyOf(types);
    }

    /** Whether the place says that it is nobody's business outside of the module: a part of its name is {@code internal}. */
    public boolean isInternal() {
        return Arrays.asList(name.split("\\.", -1)).contains("internal");
    }

    /** Returns how many of its types are public. */
    public int publicTypes() {
        return (int) types.stream().filter(Type::isPublic).count();
    }

    /** Returns how many types it shows to users of the module: none if it is internal, else the public ones. */
    public int shownTypes() {
        return isInternal() ? 0 : publicTypes();
    }
}
