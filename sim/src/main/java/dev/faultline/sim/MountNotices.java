package dev.faultline.sim;

import java.util.Map;
import java.util.Optional;

/**
 * Spares every switch what the JVM does for debuggers.
 *
 * <p>As soon as an agent of any kind is loaded, HotSpot reports each mount and unmount of a virtual thread to its tool
 * interface, in case the agent wants to know: nearly half of the cost of a switch. Ours does not want to know, and no
 * virtual thread has run yet when it is loaded, so the switch can be put back to where it is in a JVM without an agent.
 * Where that switch is, the JVM tells through its compiler interface, for which it wants
 * {@code -XX:+EnableJVMCI}; without that flag, runs are slower and the same.
 */
final class MountNotices {
    static final String MODULE = "jdk.internal.vm.ci";

    private static final String SWITCH = "JvmtiVTMSTransitionDisabler::_VTMS_notify_jvmti_events";

    private MountNotices() {}

    /** Turns the notices off where that can be done; to be called before the first virtual thread. */
    static void turnOff() throws ReflectiveOperationException {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return;
        }
        Class<?> type = Class.forName("jdk.vm.ci.hotspot.HotSpotJVMCIRuntime");
        Object runtime = type.getMethod("runtime").invoke(null);
        Object store = type.getMethod("getConfigStore").invoke(runtime);
        Map<?, ?> fields = (Map<?, ?>) store.getClass().getMethod("getFields").invoke(store);
        Object field = fields.get(SWITCH);
        if (field == null) {
            return;
        }
        long address = field.getClass().getField("address").getLong(field);
        Vm.UNSAFE.putByte(address, (byte) 0);
    }
}
