package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** Where classes of the JDK ask the machine by native methods of their own: who runs, what is open, how files are protected. */
public final class MachinePatches {
    private static final String RESOLVER = "sun/net/dns/ResolverConfigurationImpl";
    private static final String PRINTER = "sun/print/CUPSPrinter";
    private static final String COLLECTOR = "com/sun/management/internal/GarbageCollectorExtImpl";
    private static final String COLLECTOR_BEAN = "Lcom/sun/management/GarbageCollectorMXBean;";

    private MachinePatches() {}

    public static List<Patch> all() {
        return List.of(
                replace("java/lang/ProcessHandleImpl", "isAlive()Z", "isAlive"),
                replace("sun/nio/ch/InheritedChannel", "getChannel()Ljava/nio/channels/Channel;", "inheritedChannel"),
                replace(
                        "jdk/internal/agent/FileSystemImpl",
                        "isAccessUserOnly(Ljava/io/File;)Z",
                        "isReadableByOwnerOnly"),
                call(MachineHooks.USER, MachineHooks.USER + ".getUnixInfo()V", "fillInUser"),
                call(PRINTER, PRINTER + ".initIDs()Z", "hasPrinters"),
                call(RESOLVER, RESOLVER + ".fallbackDomain0()Ljava/lang/String;", "domain"),
                call(
                        COLLECTOR,
                        COLLECTOR + ".setNotificationEnabled(" + COLLECTOR_BEAN + "Z)V",
                        "enableNotifications"));
    }

    private static Patch replace(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, MachineHooks.class, "inSimulation", hook);
    }

    private static Patch call(String owner, String target, String hook) {
        return new Patch.Call(owner, "*", target, MachineHooks.class, hook);
    }
}
