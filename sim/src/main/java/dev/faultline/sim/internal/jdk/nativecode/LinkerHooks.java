package dev.faultline.sim.internal.jdk.nativecode;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.kernel.OncePerJvm;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What code calls in the place of {@link Linker} and {@link SymbolLookup}. The linker is the JDK's; what it links is what
 * {@link NativeFunctions} knows of the function, and a refusal when it is called for every other one. Public only for
 * woven code.
 */
@SuppressWarnings("restricted") // outside of the simulation, and where a function only computes, it is the JDK's
public final class LinkerHooks {
    static final Pattern C_LIBRARY = Pattern.compile("(.*/)?(lib)?[cm]((-[0-9.]+)?\\.so(\\.[0-9]+)*)?");
    private static final MethodHandle CALL = call();

    private LinkerHooks() {}

    private static MethodHandle call() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            LinkerHooks.class,
                            "invoke",
                            MethodType.methodType(
                                    Object.class,
                                    Linker.class,
                                    MemorySegment.class,
                                    FunctionDescriptor.class,
                                    Linker.Option[].class,
                                    Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // ---- names

    /** {@code Linker.defaultLookup}. */
    public static SymbolLookup defaultLookup(Linker linker) {
        Task task = Task.current();
        return task == null ? linker.defaultLookup() : ofCLibrary(SimProcess.of(task));
    }

    /** {@code SymbolLookup.libraryLookup(String, Arena)}: of the C library; any other one would be loaded. */
    public static SymbolLookup lookUpLibrary(String name, Arena arena) {
        Task task = Task.current();
        if (task != null && C_LIBRARY.matcher(name).matches()) {
            return ofCLibrary(SimProcess.of(task));
        }
        LibraryHooks.refuse(name);
        return SymbolLookup.libraryLookup(name, arena);
    }

    /** {@code SymbolLookup.libraryLookup(Path, Arena)}. */
    public static SymbolLookup lookUpLibraryFile(Path file, Arena arena) {
        Task task = Task.current();
        if (task != null && C_LIBRARY.matcher(file.toString()).matches()) {
            return ofCLibrary(SimProcess.of(task));
        }
        LibraryHooks.refuse(file.toString());
        return SymbolLookup.libraryLookup(file, arena);
    }

    /** Gives functions addresses of the process, which follow from the order in which it asks for them. */
    private static SymbolLookup ofCLibrary(SimProcess process) {
        NativeSymbols symbols = NativeSymbols.of(process);
        return name -> ofHost(name).isPresent()
                ? Optional.of(MemorySegment.ofAddress(symbols.addressOf(name)))
                : Optional.empty();
    }

    static Optional<MemorySegment> ofHost(String name) {
        return Linker.nativeLinker().defaultLookup().find(name);
    }

    // ---- calls

    /** {@code Linker.downcallHandle(MemorySegment, FunctionDescriptor, Option...)}. */
    public static MethodHandle link(
            Linker linker, MemorySegment symbol, FunctionDescriptor function, Linker.Option[] options) {
        if (Task.current() == null) {
            return linker.downcallHandle(symbol, function, options);
        }
        return linkLater(linker, function, options).bindTo(symbol);
    }

    /** {@code Linker.downcallHandle(FunctionDescriptor, Option...)}, the handle of which is given the function. */
    public static MethodHandle linkLater(Linker linker, FunctionDescriptor function, Linker.Option[] options) {
        if (Task.current() == null) {
            return linker.downcallHandle(function, options);
        }
        MethodType type = ofJdk(linker, function, options).type();
        Object streams = OncePerJvm.enter();
        try {
            MethodHandle call = MethodHandles.insertArguments(CALL, 0, linker);
            MethodHandle described = MethodHandles.insertArguments(call, 1, function, options);
            return described
                    .asCollector(Object[].class, type.parameterCount() - 1)
                    .asType(type);
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    /** Links; should the JDK generate code on the way, that does not show in the run. */
    private static MethodHandle ofJdk(Linker linker, FunctionDescriptor function, Linker.Option[] options) {
        Object streams = OncePerJvm.enter();
        try {
            return linker.downcallHandle(function, options);
        } finally {
            OncePerJvm.leave(streams);
        }
    }

    /** Calls a function; {@code arguments} begin with an allocator and a segment for errno, where the JDK's handle has them. */
    public static @Nullable Object invoke(
            Linker linker,
            MemorySegment symbol,
            FunctionDescriptor function,
            Linker.Option[] options,
            Object[] arguments)
            throws Throwable {
        Task task = Task.current();
        String name =
                task == null ? null : NativeSymbols.of(SimProcess.of(task)).nameAt(symbol.address());
        String answer = name == null ? NativeFunctions.REFUSED : NativeFunctions.answerOf(name);
        if (task == null || answer.equals(NativeFunctions.REFUSED)) {
            throw refused(task, name == null ? "of unknown name" : name);
        }
        if (answer.equals(NativeFunctions.COMPUTES)) {
            return ofJdk(linker, function, options)
                    .bindTo(ofHost(String.valueOf(name)).orElseThrow())
                    .invokeWithArguments(arguments);
        }
        Object[] own = new Object[function.argumentLayouts().size()];
        System.arraycopy(arguments, arguments.length - own.length, own, 0, own.length);
        long result = NativeAnswers.answer(answer, task, own);
        return function.toMethodType().returnType() == void.class
                ? null
                : asCarrier(result, function.toMethodType().returnType());
    }

    private static UnsupportedOperationException refused(@Nullable Task task, String name) {
        if (task != null) {
            Unmodelled.report(task, UnmodelledUse.Kind.NATIVE_FUNCTION, "native function " + name);
        }
        return new UnsupportedOperationException(
                "native function " + name + " is not let into the simulation: what it does could not be controlled");
    }

    private static Object asCarrier(long value, Class<?> carrier) {
        if (carrier == MemorySegment.class) {
            return MemorySegment.ofAddress(value);
        }
        if (carrier == int.class) {
            return (int) value;
        }
        if (carrier == short.class) {
            return (short) value;
        }
        if (carrier == byte.class) {
            return (byte) value;
        }
        if (carrier == boolean.class) {
            return value != 0;
        }
        return value;
    }
}
