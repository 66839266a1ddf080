package dev.faultline.experiment.probe;

import dev.faultline.invariant.Value;
import dev.faultline.journal.Amount;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** Reads what needs code of the program to run. To be called by a thread of the node; it serves one process of it. */
public final class NodeReader {
    private final Source source;
    private final ClassLoader loader;
    private @Nullable Callable<?> code;

    /** Makes a reader for the process that has this loader. */
    public NodeReader(Source source, ClassLoader loader) {
        this.source = source;
        this.loader = loader;
    }

    /** Reads it now, on the thread that calls. What the code throws is why there is no value. */
    public Reading read() {
        try {
            return switch (source) {
                case Source.Code(String className) -> ofResult(called(className));
                case Source.Attribute attribute -> ofBeans(attribute);
                case Source.Field _ -> throw new IllegalStateException("fields are read from outside");
            };
        } catch (Throwable e) {
            // Also what no program should catch: this one goes on without, as a thread of it that ends by an error
            // does.
            return new Reading.Absent("it threw "
                    + told(e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e));
        }
    }

    /** Returns the text of what was thrown; the program may have written it, and that may throw, too. */
    private static String told(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable e) {
            return thrown.getClass().getName();
        }
    }

    private @Nullable Object called(String className) throws Exception {
        Callable<?> known = code;
        if (known == null) {
            known = Class.forName(className, true, loader)
                    .asSubclass(Callable.class)
                    .getConstructor()
                    .newInstance();
            code = known;
        }
        return known.call();
    }

    private static Reading ofBeans(Source.Attribute source) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<ObjectName> names = server.queryNames(new ObjectName(source.mbean()), null).stream()
                .sorted(Comparator.comparing(ObjectName::getCanonicalName))
                .toList();
        if (names.isEmpty()) {
            return new Reading.Absent("there is no MBean " + source.mbean());
        }
        if (names.size() > 1 && source.part().isEmpty()) {
            return new Reading.Absent(Amount.of(names.size(), "MBean") + " match, as " + names.get(0) + " and "
                    + names.get(1) + "; say with 'part' which key of their names tells them apart");
        }
        Map<List<String>, Value> values = new LinkedHashMap<>();
        Map<List<String>, ObjectName> parts = new HashMap<>();
        for (ObjectName name : names) {
            List<String> before = List.of();
            if (source.part().isPresent()) {
                String part = name.getKeyProperty(source.part().get());
                if (part == null) {
                    return new Reading.Absent(
                            "the name " + name + " has no key '" + source.part().get() + "'");
                }
                before = List.of(part.startsWith("\"") ? ObjectName.unquote(part) : part);
            }
            ObjectName other = parts.put(before, name);
            if (other != null) {
                return new Reading.Absent("the names " + other + " and " + name + " have the same '"
                        + source.part().orElse("") + "'; let 'mbean' match one of them, or 'part' tell them apart");
            }
            Reading reading = ofResult(attribute(server, name, source.attribute()));
            if (!(reading instanceof Reading.Found(var found))) {
                return reading;
            }
            for (var value : found.entrySet()) {
                List<String> path = new ArrayList<>(before);
                path.addAll(value.getKey());
                values.put(List.copyOf(path), value.getValue());
            }
            if (values.size() > Reading.MEMBERS_MAX) {
                return new Reading.Absent("the MBeans have more than " + Amount.of(Reading.MEMBERS_MAX, "member")
                        + " in all, and no more are published");
            }
        }
        return new Reading.Found(values);
    }

    private static @Nullable Object attribute(MBeanServer server, ObjectName name, String attribute)
            throws JMException {
        String[] parts = attribute.split("\\.", -1);
        try {
            Object value = server.getAttribute(name, parts[0]);
            for (int i = 1; i < parts.length && value != null; i++) {
                value = value instanceof CompositeData data ? data.get(parts[i]) : null;
            }
            return value;
        } catch (RuntimeMBeanException e) {
            throw e.getTargetException();
        }
    }

    /** Returns the reading of what code has given: a value, or a map or a collection of values. */
    private static Reading ofResult(@Nullable Object result) {
        Value alone = Scalars.of(result);
        if (alone != null || result == null) {
            return new Reading.Found(alone == null ? Value.nil() : alone);
        }
        List<Containers.Member> members = members(result);
        if (members == null || members.size() > Reading.MEMBERS_MAX) {
            return noValue(result);
        }
        Map<List<String>, Value> values = new LinkedHashMap<>();
        for (Containers.Member member : members) {
            Value value = Scalars.of(member.value());
            if (value == null || member.name().isEmpty()) {
                return noValue(result);
            }
            if (values.put(List.of(member.name()), value) != null) {
                return Reading.Absent.twice(List.of(member.name()));
            }
        }
        return new Reading.Found(values);
    }

    private static Reading.Absent noValue(Object result) {
        return new Reading.Absent("an object of class " + result.getClass().getName()
                + " is no value: that is a number, a text, true, false, an enum, nothing, or a map or a"
                + " collection of up to " + Reading.MEMBERS_MAX + " of these");
    }

    /** Returns what a map, a collection or an array has in it, by name; null if the object is none. */
    private static @Nullable List<Containers.Member> members(Object result) {
        List<Containers.Member> members = new ArrayList<>();
        switch (result) {
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!add(members, String.valueOf(entry.getKey()), entry.getValue())) {
                        break;
                    }
                }
            }
            case Set<?> set -> {
                for (Object element : set) {
                    if (!add(members, String.valueOf(element), true)) {
                        break;
                    }
                }
            }
            case Collection<?> list -> {
                for (Object element : list) {
                    if (!add(members, Integer.toString(members.size()), element)) {
                        break;
                    }
                }
            }
            case CompositeData data ->
                data.getCompositeType().keySet().forEach(key -> add(members, key, data.get(key)));
            case Object array
            when array.getClass().isArray() -> {
                for (int i = 0; i < Math.min(Array.getLength(array), Reading.MEMBERS_MAX + 1); i++) {
                    add(members, Integer.toString(i), Array.get(array, i));
                }
            }
            default -> {
                return null;
            }
        }
        return members;
    }

    /** Returns whether there may be more; one too many shows that there were. */
    private static boolean add(List<Containers.Member> members, String name, @Nullable Object value) {
        members.add(new Containers.Member(name, value));
        return members.size() <= Reading.MEMBERS_MAX;
    }
}
