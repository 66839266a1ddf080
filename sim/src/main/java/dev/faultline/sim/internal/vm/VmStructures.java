package dev.faultline.sim.internal.vm;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where HotSpot keeps what, as it tells compilers that are written in Java. It does so only with
 * {@code -XX:+EnableJVMCI}; who asks must do without the answer.
 */
public final class VmStructures {
    public static final String MODULE = "jdk.internal.vm.ci";

    private static final Map<?, ?> FIELDS = entries("getFields");
    private static final Map<?, ?> CONSTANTS = entries("getConstants");

    private VmStructures() {}

    private static Map<?, ?> entries(String accessor) {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return Map.of();
        }
        try {
            Class<?> type = Class.forName("jdk.vm.ci.hotspot.HotSpotJVMCIRuntime");
            Object runtime = type.getMethod("runtime").invoke(null);
            Object store = type.getMethod("getConfigStore").invoke(runtime);
            return (Map<?, ?>) store.getClass().getMethod(accessor).invoke(store);
        } catch (ReflectiveOperationException | LinkageError e) {
            return Map.of(); // a JDK with another compiler interface
        }
    }

    /** Returns the address of a static field of the VM. */
    static OptionalLong address(String field) {
        return member(FIELDS.get(field), "address");
    }

    /** Returns the value that a static field of the VM had when the VM started. */
    static OptionalLong value(String field) {
        return member(FIELDS.get(field), "value");
    }

    /** Returns how far into its structure a field of the VM lies, in bytes. */
    static OptionalLong offset(String field) {
        return member(FIELDS.get(field), "offset");
    }

    static OptionalLong constant(String name) {
        return CONSTANTS.get(name) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    private static OptionalLong member(@Nullable Object field, String name) {
        try {
            return field != null && field.getClass().getField(name).get(field) instanceof Number number
                    ? OptionalLong.of(number.longValue())
                    : OptionalLong.empty();
        } catch (ReflectiveOperationException e) {
            return OptionalLong.empty();
        }
    }
}
