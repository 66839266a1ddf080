package dev.faultline.bench.house;

import java.util.Comparator;

/**
 * One top-level type refers to another.
 *
 * @param from who uses, with its package
 * @param to who is used, with its package
 * @param kind how
 * @param where the class and member that refers, with the line where there is one
 * @param what what is referred to: a class, or a member of it
 */
public record Use(String from, String to, Kind kind, String where, String what) implements Comparable<Use> {
    private static final Comparator<Use> ORDER = Comparator.comparing(Use::from)
            .thenComparing(Use::to)
            .thenComparing(Use::kind)
            .thenComparing(Use::where)
            .thenComparing(Use::what);

    /** Returns the room that uses. */
    public String fromRoom() {
        return Type.roomOf(from);
    }

    /** Returns the room that is used. */
    public String toRoom() {
        return Type.roomOf(to);
    }

    @Override
    public int compareTo(Use other) {
        return ORDER.compare(this, other);
    }
}
