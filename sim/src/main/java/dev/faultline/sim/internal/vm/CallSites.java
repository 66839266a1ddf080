package dev.faultline.sim.internal.vm;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of calls, and reads of static fields, that go through a hook wherever they stand. {@code HookSites} has the tables;
 * rooms below the agent get that for applications from {@link Weaving}.
 */
public final class CallSites {
    /** What a call becomes: the hook in its place, or the hook on a copy of its last argument and then the call. */
    public record Site(Method hook, boolean callStays) {}

    /** What is read from a static field, and the hook that it goes through. */
    private final Map<String, Method> reads = new HashMap<>();

    private final Map<String, Site> byTarget = new HashMap<>();
    private final Map<String, Site> supers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    public CallSites() {}

    /** Returns whether a call of a method of this name may have a hook. */
    public boolean mayName(String method) {
        return names.containsKey(method);
    }

    /** Returns what becomes of a call, or null if it stays. */
    @Nullable
    public Site find(String owner, String name, String descriptor) {
        return names.containsKey(name) ? byTarget.get(owner + "." + name + descriptor) : null;
    }

    /** Returns what becomes of a call of a superclass's method, which the object itself may override. */
    @Nullable
    public Site findSuper(String owner, String name, String descriptor) {
        return names.containsKey(name) ? supers.get(owner + "." + name + descriptor) : null;
    }

    /** Returns the hook for what is read from the static field, or null. */
    @Nullable
    public Method findRead(String owner, String field) {
        return reads.get(owner + "." + field);
    }

    /** Returns whether the class file may hold such a call: a look at its bytes, without parsing. */
    public boolean mayOccurIn(byte[] classFile) {
        if (contains(classFile, "Ljava/io/PrintStream;") || contains(classFile, "Ljava/io/InputStream;")) {
            for (String field : reads.keySet()) {
                if (contains(classFile, field.substring(0, field.indexOf('.')))) {
                    return true;
                }
            }
        }
        for (String name : names.keySet()) {
            if (contains(classFile, name)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a static field whose value goes through the hook. */
    public CallSites read(String field, Class<?> hooks, String hook) {
        reads.put(field, Hooks.named(hooks, hook));
        return this;
    }

    /** Adds a call in whose place the hook is called. */
    public CallSites replace(String target, Class<?> hooks, String hook) {
        return put(target, new Site(Hooks.named(hooks, hook), false));
    }

    /** Adds a call of a superclass's method in whose place the hook is called. */
    public CallSites replaceSuper(String target, Class<?> hooks, String hook) {
        supers.put(target, new Site(Hooks.named(hooks, hook), false));
        return this;
    }

    /** Adds a call before which the hook is called, with its last argument. */
    public CallSites precede(String target, Class<?> hooks, String hook) {
        return put(target, new Site(Hooks.named(hooks, hook), true));
    }

    private CallSites put(String target, Site site) {
        byTarget.put(target, site);
        String name = target.substring(target.indexOf('.') + 1, target.indexOf('('));
        names.put(name, name);
        return this;
    }

    /** Returns whether the ASCII text stands anywhere in the bytes. */
    public static boolean contains(byte[] bytes, String ascii) {
        int last = bytes.length - ascii.length();
        search:
        for (int at = 0; at <= last; at++) {
            for (int i = 0; i < ascii.length(); i++) {
                if (bytes[at + i] != ascii.charAt(i)) {
                    continue search;
                }
            }
            return true;
        }
        return false;
    }
}
