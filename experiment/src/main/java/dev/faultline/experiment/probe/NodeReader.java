package dev.faultline.experiment.probe;

import dev.faultline.invariant.Value;
import dev.faultline.journal.Amount;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            Throwable thrown = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            return new Reading.Absent("it threw " + thrown);
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
            Reading reading = ofResult(attribute(server, name, source.attribute()));
            if (!(reading instanceof Reading.Found(var found))) {
                return reading;
            }
            for (var value : found.entrySet()) {
                List<String> path = new ArrayList<>(before);
                path.addAll(value.getKey());
                values.put(List.copyOf(path), value.getValue());
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
        Map<String, @Nullable Object> members = members(result);
        Map<List<String>, Value> values = new LinkedHashMap<>();
        if (members != null && members.size() <= Reading.MEMBERS_MAX) {
            for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
                Value value = Scalars.of(member.getValue());
                if (value != null && !member.getKey().isEmpty()) {
                    values.put(List.of(member.getKey()), value);
                }
            }
        }
        return members != null && values.size() == members.size()
                ? new Reading.Found(values)
                : new Reading.Absent("an object of class " + result.getClass().getName()
                        + " is no value: that is a number, a text, true, false, an enum, nothing, or a map or a"
                        + " collection of up to " + Reading.MEMBERS_MAX + " of these");
    }

    /** Returns what a map, a collection or an array has in it, by name; null if the object is none. */
    private static @Nullable Map<String, @Nullable Object> members(Object result) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        switch (result) {
            case Map<?, ?> map -> map.forEach((key, value) -> members.put(String.valueOf(key), value));
            case Set<?> set -> set.forEach(element -> members.put(String.valueOf(element), true));
            case Collection<?> list -> list.forEach(element -> members.put(Integer.toString(members.size()), element));
            case CompositeData data -> data.getCompositeType().keySet().forEach(key -> members.put(key, data.get(key)));
            case Object array
            when array.getClass().isArray() -> {
                for (int i = 0; i < Array.getLength(array); i++) {
                    members.put(Integer.toString(i), Array.get(array, i));
                }
            }
            default -> {
                return null;
            }
        }
        return members;
    }
}
