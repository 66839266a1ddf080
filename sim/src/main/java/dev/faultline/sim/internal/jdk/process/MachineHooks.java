package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.jdk.file.FileHooks;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.JdkMethods;
import dev.faultline.sim.internal.vm.JdkNatives;
import dev.faultline.sim.internal.vm.Vm;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/** What the JDK is told of the machine where its own native methods would look at the host's. Public only for that. */
public final class MachineHooks {
    /** The class that tells who runs the process, as class files name it. */
    static final String USER = "com/sun/security/auth/module/UnixSystem";

    private static final int PERMISSIONS_OF_OTHERS = 077;

    private MachineHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    /** {@code ProcessHandle.isAlive}: there are handles of the process itself only. */
    public static boolean isAlive() {
        return true;
    }

    /** {@code System.inheritedChannel}: nobody has started the process with a socket for its input. */
    public static @Nullable Channel inheritedChannel() {
        return null;
    }

    /** Whether nobody else may read the file, as the JMX agent asks of its passwords. */
    public static boolean isReadableByOwnerOnly(Object fileSystem, File file) throws IOException {
        Task task = FileHooks.task();
        FileTree tree = SimProcess.of(task).node.disk().calls().tree();
        try {
            Inode inode =
                    tree.find(FilePaths.absolute(task, file.getPath()), true).existing();
            return (inode.permissions() & PERMISSIONS_OF_OTHERS) == 0;
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    /** {@code UnixSystem.getUnixInfo}: the user that programs run as. */
    public static void fillInUser(Object user) throws IOException {
        Task task = Task.current();
        if (task == null) {
            Object _ = JdkNatives.invoke(User.ASK_HOST, user);
        } else {
            User.NAME.set(user, SimProcess.of(task).properties().getProperty("user.name", "faultline"));
            User.ID.set(user, (long) Inode.OWNER);
            User.GROUP.set(user, (long) Inode.OWNER);
            User.GROUPS.set(user, new long[] {Inode.OWNER});
        }
    }

    /** {@code ResolverConfigurationImpl.fallbackDomain0}: a node's name has no domain. */
    public static String domain() throws IOException {
        return Task.current() == null ? (String) JdkNatives.invoke(Resolver.ASK_HOST) : "";
    }

    /** {@code CUPSPrinter.initIDs}, which would look for the host's: no class of this JVM finds any once a node has asked. */
    public static boolean hasPrinters() throws IOException {
        return Task.current() == null && (boolean) JdkNatives.invoke(Printer.FIND);
    }

    /** Notices of the host's collector would come at moments that no seed decides; a simulated heap is never collected. */
    public static void enableNotifications(Object bean, Object same, boolean isOn) throws IOException {
        if (Task.current() == null) {
            Object _ = JdkNatives.invoke(Collector.ENABLE, bean, same, isOn);
        }
    }

    private static final class User {
        private static final Class<?> TYPE = Vm.classNamed(USER.replace('/', '.'));
        static final MethodHandle ASK_HOST = JdkMethods.virtual(TYPE, "getUnixInfo", void.class);
        static final VarHandle NAME = field("username", String.class);
        static final VarHandle ID = field("uid", long.class);
        static final VarHandle GROUP = field("gid", long.class);
        static final VarHandle GROUPS = field("groups", long[].class);

        private static VarHandle field(String name, Class<?> type) {
            MethodHandles.Lookup lookup = JdkMethods.within(TYPE);
            try {
                return lookup.findVarHandle(TYPE, name, type);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Printer {
        static final MethodHandle FIND =
                JdkMethods.find(Vm.classNamed("sun.print.CUPSPrinter"), "initIDs", boolean.class);
    }

    private static final class Resolver {
        static final MethodHandle ASK_HOST = JdkMethods.find(
                Vm.classNamed("sun.net.dns.ResolverConfigurationImpl"), "fallbackDomain0", String.class);
    }

    private static final class Collector {
        private static final Class<?> TYPE = Vm.classNamed("com.sun.management.internal.GarbageCollectorExtImpl");
        static final MethodHandle ENABLE = JdkMethods.virtual(
                TYPE,
                "setNotificationEnabled",
                void.class,
                Vm.classNamed("com.sun.management.GarbageCollectorMXBean"),
                boolean.class);
    }
}
