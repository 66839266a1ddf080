package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.machine.NativeLibraries;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.Unchecked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What code calls that loads a native library: see {@link NativeLibraries}. A shared one is in the JVM already, with the
 * classes that need it. Public only for woven code.
 */
public final class LibraryHooks {
    private static final MethodHandle LOAD = handle();
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    private LibraryHooks() {}

    private static MethodHandle handle() {
        try {
            return MethodHandles.privateLookupIn(Runtime.class, MethodHandles.lookup())
                    .findVirtual(Runtime.class, "load0", MethodType.methodType(void.class, Class.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code System.load}. */
    public static void load(String file) throws IOException {
        loadFor(WALKER.getCallerClass(), file);
    }

    /** {@code Runtime.load}. */
    public static void loadBy(Runtime runtime, String file) throws IOException {
        loadFor(WALKER.getCallerClass(), file);
    }

    private static Class<?> loadNow(Class<?> caller, String file) {
        try {
            LOAD.invokeExact(Runtime.getRuntime(), caller, file);
            return caller;
        } catch (Throwable e) {
            Unchecked.throwUnchecked(e);
            throw new IllegalStateException(e);
        }
    }

    private static void loadFor(Class<?> caller, String file) throws IOException {
        Task task = Task.current();
        if (task == null) {
            loadNow(caller, file);
            return;
        }
        if (NativeLibraries.of(nameOf(file)).verdict() != NativeLibraries.Verdict.OWN) {
            refuse(file);
        }
        Path copy = copyOf(file);
        try {
            FileHost.onHost(() -> loadNow(caller, copy.toString()));
        } finally {
            Task.outside(() -> delete(copy)); // Linux needs no name for what is mapped
        }
    }

    /** Writes the node's file to the host, under a name that the JVM has not loaded. */
    private static Path copyOf(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        return Task.outside(() -> {
            try {
                return Files.write(Files.createTempFile("faultline-", ".so"), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before {@code System.loadLibrary}, and wherever a library is refused. */
    public static void refuse(String name) {
        Task task = Task.current();
        if (task == null) {
            return;
        }
        String library = nameOf(name);
        NativeLibraries.Entry entry = NativeLibraries.of(library);
        String reason = switch (entry.verdict()) {
            case SHARED -> "it comes with classes of another name";
            case OWN -> "it has to come with its classes, in a file";
            case REFUSED -> entry.reason();
        };
        Unmodelled.reportLibrary(
                task,
                NativeLibraries.isUnknown(entry) ? UnmodelledUse.Kind.NATIVE_LIBRARY : UnmodelledUse.Kind.KNOWN_LIBRARY,
                library,
                reason);
        task.cause = task.scheduler.recorder.record(
                "NativeLibraryRefused",
                SimProcess.of(task).node.name(),
                task.name(),
                task.scheduler.nowNanos(),
                task.cause,
                "library",
                library,
                "reason",
                reason);
        throw new UnsatisfiedLinkError("native library " + library + " is not let into the simulation: " + reason);
    }

    /** Before a shared library is looked for by its name: one that the host has may not be that of its classes. */
    @SuppressWarnings("DoNotCallSuggester") // nobody but woven code does
    public static void lookNowhere(String name) {
        throw new UnsatisfiedLinkError("no " + name + " is looked for on the host");
    }

    /** Temporary files have random names; the event is to be the same with every seed. */
    private static String nameOf(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceAll("[0-9a-f-]{8,}", "N");
    }
}
