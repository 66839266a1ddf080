package dev.faultline.sim.internal.jdk.process;

import dev.faultline.sim.internal.jdk.thread.PinnedHooks;
import dev.faultline.sim.internal.kernel.ClassDefiner;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.Pins;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.NodeLoader;
import dev.faultline.sim.internal.machine.SharedLibraries;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.Unchecked;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ClassLoader.defineClass} calls in a simulated thread. A program has class loaders beside that of its node:
 * of jars in jars, of plugins, of code that it generates. Their classes are woven as those of the class path are. Public
 * only for woven code.
 */
public final class LoaderHooks {
    private static final MethodHandle DEFINE = define();
    private static final MethodHandle LOAD = virtual("loadClass", Class.class, String.class, boolean.class);
    private static final MethodHandle LOCK = virtual("getClassLoadingLock", Object.class, String.class);
    private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();

    private LoaderHooks() {}

    private static MethodHandle define() {
        try {
            return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
                    .findStatic(
                            ClassLoader.class,
                            "defineClass1",
                            MethodType.methodType(
                                    Class.class,
                                    ClassLoader.class,
                                    String.class,
                                    byte[].class,
                                    int.class,
                                    int.class,
                                    ProtectionDomain.class,
                                    String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle virtual(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
                    .findVirtual(ClassLoader.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether a class loader of the program is asked for a class that woven code calls. */
    public static boolean isHook(@Nullable String name) {
        return name != null && HostClasses.isOfSimulator(name) && name.endsWith("Hooks") && Task.current() != null;
    }

    public static Class<?> hookClass(String name) throws ClassNotFoundException {
        return Class.forName(name, false, null);
    }

    /** {@code ClassLoader.loadClass(String)}. */
    public static boolean loadsHook(ClassLoader loader, @Nullable String name) {
        return isHook(name);
    }

    public static Class<?> loadHook(ClassLoader loader, String name) throws ClassNotFoundException {
        return hookClass(name);
    }

    /**
     * {@code ClassLoader.loadClass(String, boolean)}, called by {@code loadClass(String)}: by which the VM asks for a class,
     * with a native frame on the stack then, and locks that others of the VM's questions need.
     */
    public static Class<?> load(ClassLoader loader, String name, boolean resolve) throws Throwable {
        Task task = Task.current();
        if (task == null || loader instanceof NodeLoader || !isOfApplication(loader)) {
            return (Class<?>) LOAD.invokeExact(loader, name, resolve);
        }
        enter();
        try {
            return (Class<?>) LOAD.invokeExact(loader, name, resolve);
        } finally {
            leave();
        }
    }

    /** At the start of {@code loadClass(String)} of a class loader of the program. */
    public static void enter() {
        Task task = Task.current();
        if (task != null) {
            Pins.enterLoader(task);
        }
    }

    /** At its end, whichever way it ends. */
    public static void leave() {
        Task task = Task.current();
        if (task != null) {
            Pins.leaveLoader(task);
        }
    }

    /** Before {@code ClassLoader.loadClass(String, boolean)}, which enters a monitor. */
    public static void beforeLock(ClassLoader loader, String name, boolean resolve) throws Throwable {
        Task task = Task.current();
        if (task != null && Pins.mayBePinned(task) && name != null && isOfApplication(loader)) {
            PinnedHooks.beforeMonitor((Object) LOCK.invokeExact(loader, name));
        }
    }

    /** {@code ClassLoader.defineClass1}. */
    public static Class<?> defineBytes(
            ClassLoader loader,
            @Nullable String name,
            byte[] bytes,
            int offset,
            int length,
            @Nullable ProtectionDomain domain,
            @Nullable String source) {
        Task task = Task.current();
        boolean isPart = offset < 0 || length < 0 || offset > bytes.length - length;
        if (task == null || isPart || !isOfApplication(loader)) {
            return defineAsIs(loader, name, bytes, offset, length, domain, source);
        }
        byte[] original = Arrays.copyOfRange(bytes, offset, offset + length);
        return defineWoven(task, loader, name, original, domain, source);
    }

    /** {@code ClassLoader.defineClass2}, of a direct buffer. */
    public static Class<?> defineBuffer(
            ClassLoader loader,
            @Nullable String name,
            ByteBuffer buffer,
            int offset,
            int length,
            @Nullable ProtectionDomain domain,
            @Nullable String source) {
        byte[] bytes = new byte[length];
        buffer.get(offset, bytes);
        return defineBytes(loader, name, bytes, 0, length, domain, source);
    }

    /** Returns what is to be defined in the place of a class that the program makes by {@code Lookup.defineClass}. */
    public static byte[] woven(Task task, byte[] original) {
        return SimProcess.of(task).loader().wovenOfOther(original, false);
    }

    private static boolean isOfApplication(ClassLoader loader) {
        return !loader.equals(HostClasses.HOST) && !Vm.isOfJdk(loader) && !(loader instanceof SharedLibraries);
    }

    private static Class<?> defineWoven(
            Task task,
            ClassLoader loader,
            @Nullable String name,
            byte[] original,
            @Nullable ProtectionDomain domain,
            @Nullable String source) {
        boolean isOfFile = domain != null
                && domain.getCodeSource() != null
                && domain.getCodeSource().getLocation() != null;
        byte[] woven = SimProcess.of(task).loader().wovenOfOther(original, isOfFile);
        Supplier<Class<?>> definition = () -> defineAsIs(loader, name, woven, 0, woven.length, domain, source);
        // See ClassDefiner. There the program's code must not be called, nor a lock of the program be waited for.
        boolean canBeElsewhere = loader.isRegisteredAsParallelCapable() && parentsAreLoaded(loader, original);
        Class<?> type = ClassHashes.give(canBeElsewhere ? ClassDefiner.define(definition) : definition.get());
        if (type.getModule().isNamed()) {
            // It calls hooks, which are in the unnamed module of the boot loader.
            LANG.addReads(type.getModule(), LoaderHooks.class.getModule());
        }
        return type;
    }

    private static boolean parentsAreLoaded(ClassLoader loader, byte[] original) {
        try {
            for (String parent : parentsOf(original)) {
                Class.forName(parent, false, loader);
            }
            return true;
        } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
            return false; // the JVM will say so
        }
    }

    private static List<String> parentsOf(byte[] original) {
        ClassModel model = ClassFile.of().parse(original);
        List<ClassEntry> parents = new ArrayList<>(model.interfaces());
        model.superclass().ifPresent(parents::add);
        List<String> names = new ArrayList<>();
        for (ClassEntry parent : parents) {
            if (parent.asInternalName().equals(model.thisClass().asInternalName())) {
                throw new IllegalArgumentException("a class is its own parent");
            }
            names.add(parent.asInternalName().replace('/', '.'));
        }
        return names;
    }

    private static Class<?> defineAsIs(
            ClassLoader loader,
            @Nullable String name,
            byte[] bytes,
            int offset,
            int length,
            @Nullable ProtectionDomain domain,
            @Nullable String source) {
        try {
            return (Class<?>) DEFINE.invokeExact(loader, name, bytes, offset, length, domain, source);
        } catch (Throwable e) {
            Unchecked.throwUnchecked(e);
            throw new IllegalStateException(e);
        }
    }
}
