package dev.faultline.bench.house;

import java.util.List;

/**
 * A top-level type, with what is nested in it.
 *
 * @param name with its package, as in the source
 * @param module the module that it is in
 * @param file the name of its source file, without folders; empty if the class file does not tell
 * @param isPublic whether others than its room may name it
 * @param lastLine the last line with code of its own or of what is nested in it; 0 if there is none
 * @param permitted the outermost types of those that it permits as subtypes, if it is sealed; else empty
 */
public record Type(String name, String module, String file, boolean isPublic, int lastLine, List<String> permitted) {
    /** Copies the names. */
    public Type {
        permitted = List.copyOf(permitted);
    }

    /** Returns the package; empty for the one without name. */
    public String room() {
        return roomOf(name);
    }

    static String roomOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
