package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** System properties and environment variables of the calling node's process. Public only for patched code. */
public final class PropertyHooks {
    private PropertyHooks() {}

    private static SimProcess process() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return SimProcess.of(task);
    }

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    private static void check(@Nullable String key) {
        if (key == null) {
            throw new NullPointerException("key can't be null");
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key can't be empty");
        }
    }

    public static @Nullable String getProperty(@Nullable String key) {
        check(key);
        return process().properties().getProperty(key);
    }

    public static @Nullable String getPropertyOr(@Nullable String key, @Nullable String otherwise) {
        check(key);
        return process().properties().getProperty(key, otherwise);
    }

    public static @Nullable Object setProperty(@Nullable String key, String value) {
        check(key);
        return process().properties().setProperty(key, value);
    }

    public static @Nullable Object clearProperty(@Nullable String key) {
        check(key);
        return process().properties().remove(key);
    }

    public static Properties getProperties() {
        return process().properties();
    }

    public static void setProperties(@Nullable Properties properties) {
        process().setProperties(properties);
    }

    public static @Nullable String getVariable(String name) {
        return process().environment.get(name);
    }

    public static Map<String, String> getVariables() {
        return process().environment;
    }
}
