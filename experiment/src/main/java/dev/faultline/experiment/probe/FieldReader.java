package dev.faultline.experiment.probe;

import dev.faultline.experiment.probe.FieldPath.Step;
import dev.faultline.invariant.Value;
import dev.faultline.journal.Amount;
import dev.faultline.journal.Spelling;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a path leads to in the memory of a node's processes. Fields are found once for each class in a process; no code of the
 * program runs, and nothing is hashed that is the program's.
 */
public final class FieldReader {
    /** How deep containers in containers are gone into; one that is in itself has no end. */
    private static final int DEPTH_MAX = 20;

    private final Source.Field source;
    private final List<Step> steps;
    private final FieldSites[] sites;
    private final Reading.Absent notMade;
    private final Reading.Absent notLoaded;

    /** The static field that the path begins with, in this process. */
    private @Nullable Field root;

    /** Whether it begins with a field of an object, as far as is known. */
    private boolean isOfObject;

    /** What the path came to last, and that as a reading, if it is something that does not change. */
    private @Nullable Object lastEnd;

    private Reading.@Nullable Found lastFound;
    private boolean isAsBefore;

    /** How many members were met that have no members themselves. */
    private int ends;

    /** What was said last of a field that is not there, and of which class. */
    private Reading.@Nullable Absent without;

    private @Nullable Class<?> typeWithout;
    private String nameWithout = "";

    /** Makes a reader; one serves one node. */
    public FieldReader(Source.Field source) {
        this.source = source;
        steps = source.path().steps();
        sites = Stream.generate(FieldSites::new).limit(steps.size()).toArray(FieldSites[]::new);
        notLoaded = new Reading.Absent("class " + source.className() + " was not loaded");
        notMade = new Reading.Absent("no object of class " + source.className() + " was made");
    }

    /** Forgets the classes of a process that has ended. */
    public void forget() {
        root = null;
        isOfObject = false;
        lastFound = null;
        without = null;
        typeWithout = null;
        Arrays.stream(sites).forEach(FieldSites::forget);
    }

    /** Reads the path now. */
    public Reading read(Memory memory) {
        try {
            Map<List<String>, Value> values = new LinkedHashMap<>();
            isAsBefore = false;
            ends = 0;
            Reading.Absent absent = begin(memory, values);
            if (absent != null) {
                return absent;
            }
            Reading.Found known = lastFound;
            if (isAsBefore && known != null) {
                return known;
            }
            Reading.Found found = new Reading.Found(values);
            lastFound = values.containsKey(List.<String>of()) ? found : null;
            return found;
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            // A collection that the program is in the midst of changing may be in any state.
            return new Reading.Absent("it could not be read: " + e);
        }
    }

    private Reading.@Nullable Absent begin(Memory memory, Map<List<String>, Value> values)
            throws IllegalAccessException {
        Field known = root;
        if (known != null) {
            return goOn(known.get(null), 1, List.of(), values);
        }
        String name = ((Step.Named) steps.getFirst()).field();
        Object newest = memory.newest(source.className()).orElse(null);
        if (isOfObject && newest != null) {
            return goOn(newest, 0, List.of(), values);
        }
        Class<?> type = memory.initialized(source.className()).orElse(null);
        Class<?> start =
                type != null ? type : newest != null ? FieldSites.upTo(newest.getClass(), source.className()) : null;
        if (start == null) {
            return notLoaded;
        }
        Field field = FieldSites.find(start, name);
        if (field == null) {
            return noField(start, name);
        }
        if (!Modifier.isStatic(field.getModifiers())) {
            isOfObject = true;
            return newest == null ? notMade : goOn(newest, 0, List.of(), values);
        }
        if (!field.trySetAccessible()) {
            return noField(start, name);
        }
        root = field;
        return goOn(field.get(null), 1, List.of(), values);
    }

    /** Goes on from an object with the step of that number; returns why there is no value, or nothing. */
    private Reading.@Nullable Absent goOn(
            @Nullable Object from, int first, List<String> name, Map<List<String>, Value> values)
            throws IllegalAccessException {
        Object at = from;
        for (int i = first; i < steps.size() && at != null; i++) {
            switch (steps.get(i)) {
                case Step.Named(String field) -> {
                    // A class below may have a field of the same name for itself.
                    Class<?> type = i == 0 ? FieldSites.upTo(at.getClass(), source.className()) : at.getClass();
                    Field found = sites[i].of(type, field);
                    if (found == null) {
                        return noField(type, field);
                    }
                    at = found.get(at);
                }
                case Step.Keyed(String key) -> {
                    if (!Containers.isOne(at)) {
                        return noContainer(at);
                    }
                    switch (Containers.element(at, key)) {
                        case Containers.Element.Known known -> at = known.value();
                        case Containers.Element.Unnamed(Class<?> keys) -> {
                            return noName(keys);
                        }
                    }
                }
                case Step.Size() -> {
                    OptionalInt size = Containers.size(at);
                    if (size.isEmpty()) {
                        return noContainer(at);
                    }
                    at = size.getAsInt();
                }
                case Step.Each() -> {
                    return each(at, i + 1, name, values);
                }
            }
        }
        if (name.isEmpty() && lastFound != null && Scalars.isSame(at, lastEnd)) {
            isAsBefore = true;
            return null;
        }
        Value value = Scalars.of(at);
        if (value != null) {
            lastEnd = at;
            ends++;
            return values.put(name, value) == null ? null : Reading.Absent.twice(name);
        }
        return at == null ? null : Containers.isOne(at) ? each(at, steps.size(), name, values) : noValue(at);
    }

    private Reading.@Nullable Absent each(
            Object container, int next, List<String> name, Map<List<String>, Value> values)
            throws IllegalAccessException {
        int size = Containers.size(container).orElse(-1);
        if (size < 0) {
            return noContainer(container);
        }
        if (name.size() >= DEPTH_MAX) {
            return new Reading.Absent("it has containers in containers more than " + DEPTH_MAX
                    + " deep, as one has that is in itself; end with size() or a key");
        }
        if (ends + size > Reading.MEMBERS_MAX) {
            return new Reading.Absent("it has " + (ends == 0 ? "" : "in all more than ")
                    + Amount.of(ends == 0 ? size : Reading.MEMBERS_MAX, "member") + ", and " + Reading.MEMBERS_MAX
                    + " at most are published; end with size() or a key");
        }
        ends += size == 0 ? 1 : 0;
        List<Containers.Member> members = Containers.members(container);
        if (members == null) {
            return new Reading.Absent("a key of a " + container.getClass().getName()
                    + " is no text, number, enum, true or false, which could be a part of a name");
        }
        for (Containers.Member member : members) {
            List<String> longer = new ArrayList<>(name);
            longer.add(member.name());
            Reading.Absent absent = goOn(member.value(), next, List.copyOf(longer), values);
            if (absent != null) {
                return absent;
            }
        }
        return null;
    }

    /** Says why there is no such field; once for each class, as it may be asked for at every turn. */
    private Reading.Absent noField(Class<?> type, String name) {
        Reading.Absent known = without;
        if (known != null && typeWithout == type && nameWithout.equals(name)) {
            return known;
        }
        List<String> fields = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredFields()).map(Field::getName).forEach(fields::add);
        }
        Field there = FieldSites.find(type, name);
        String why = there == null
                ? "class " + type.getName() + " has no field '" + name + "'; " + Spelling.hint(name, "fields", fields)
                : "the field " + name + " of class " + type.getName()
                        + (Modifier.isStatic(there.getModifiers())
                                ? " is static; begin at its class"
                                : " is one of the JDK that is not open");
        without = new Reading.Absent(why);
        typeWithout = type;
        nameWithout = name;
        return without;
    }

    private static Reading.Absent noName(Class<?> keys) {
        return new Reading.Absent("a key of class " + keys.getName()
                + " is no text, number, enum, true or false, by which it could be known");
    }

    private static Reading.Absent noContainer(Object object) {
        return new Reading.Absent("class " + object.getClass().getName()
                + " is no array, and none of the JDK's collections that can be read without running code of the"
                + " program; go on by its fields");
    }

    private static Reading.Absent noValue(Object object) {
        return new Reading.Absent(
                object instanceof String
                        ? "it is too long a text"
                        : "an object of class " + object.getClass().getName()
                                + " is no value; go on to one of its fields");
    }
}
