package dev.faultline.sim;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that become calls of a hook wherever they stand. There is one table for application code and one for the JDK,
 * because a clock that is read by the application lets time pass, and one that is read inside the JDK does not: the JDK
 * reads it for statistics of its own, once per JVM here and there.
 */
final class CallSites {
    private static final String LINKER = "java/lang/foreign/Linker";
    private static final String LINKED = "Ljava/lang/foreign/FunctionDescriptor;[Ljava/lang/foreign/Linker$Option;)"
            + "Ljava/lang/invoke/MethodHandle;";

    static final CallSites APPLICATION = new CallSites()
            .replace("java/lang/System.nanoTime()J", TimeHooks.class, "nanoTime")
            .replace("java/lang/System.currentTimeMillis()J", TimeHooks.class, "currentTimeMillis")
            .replace("java/lang/Thread.currentThread()Ljava/lang/Thread;", ThreadHooks.class, "currentThread")
            .replace("java/lang/Thread.onSpinWait()V", SpinHooks.class, "onSpinWait")
            .replace("java/lang/System.identityHashCode(Ljava/lang/Object;)I", HashHooks.class, "identityHash")
            .replace("java/lang/Object.hashCode()I", HashHooks.class, "hashCode")
            .replaceSuper("java/lang/Object.hashCode()I", HashHooks.class, "identityHash")
            .replaceSuper("java/io/RandomAccessFile.getFilePointer()J", FileHooks.class, "superFilePointer")
            .replace("java/lang/Runtime.availableProcessors()I", RuntimeHooks.class, "availableProcessors")
            .replace("java/lang/Runtime.freeMemory()J", RuntimeHooks.class, "freeMemory")
            .replace("java/lang/Runtime.totalMemory()J", RuntimeHooks.class, "totalMemory")
            .replace("java/lang/Runtime.maxMemory()J", RuntimeHooks.class, "maxMemory")
            .replace("java/lang/Runtime.gc()V", RuntimeHooks.class, "runtimeGc")
            .replace("java/lang/System.gc()V", RuntimeHooks.class, "systemGc")
            .replace(
                    "java/lang/management/GarbageCollectorMXBean.getCollectionCount()J",
                    ManagementHooks.class,
                    "collections")
            .replace(
                    "java/lang/management/GarbageCollectorMXBean.getCollectionTime()J",
                    ManagementHooks.class,
                    "collectionMillis")
            .replace(LINKER + ".defaultLookup()Ljava/lang/foreign/SymbolLookup;", LinkerHooks.class, "defaultLookup")
            .replace(LINKER + ".downcallHandle(Ljava/lang/foreign/MemorySegment;" + LINKED, LinkerHooks.class, "link")
            .replace(LINKER + ".downcallHandle(" + LINKED, LinkerHooks.class, "linkLater")
            .replace(
                    "java/lang/foreign/SymbolLookup.libraryLookup(Ljava/lang/String;Ljava/lang/foreign/Arena;)"
                            + "Ljava/lang/foreign/SymbolLookup;",
                    LinkerHooks.class,
                    "lookUpLibrary")
            .replace(
                    "java/lang/foreign/SymbolLookup.libraryLookup(Ljava/nio/file/Path;Ljava/lang/foreign/Arena;)"
                            + "Ljava/lang/foreign/SymbolLookup;",
                    LinkerHooks.class,
                    "lookUpLibraryFile")
            .replace("sun/misc/Unsafe.park(ZJ)V", ThreadHooks.class, "parkOfApplication")
            .replace("sun/misc/Unsafe.unpark(Ljava/lang/Object;)V", ThreadHooks.class, "unparkOfApplication")
            .replace("java/io/RandomAccessFile.getFilePointer()J", FileHooks.class, "filePointer")
            .read("java/lang/System.in", StandardStreamHooks.class, "in")
            .read("java/lang/System.out", RuntimeHooks.class, "out")
            .read("java/lang/System.err", RuntimeHooks.class, "err")
            .replace("java/lang/System.load(Ljava/lang/String;)V", LibraryHooks.class, "load")
            .precede("java/lang/System.loadLibrary(Ljava/lang/String;)V", LibraryHooks.class, "refuse")
            .replace("java/lang/Runtime.load(Ljava/lang/String;)V", LibraryHooks.class, "loadBy")
            .precede("java/lang/Runtime.loadLibrary(Ljava/lang/String;)V", LibraryHooks.class, "refuse")
            .replace("com/sun/jna/Native.open(Ljava/lang/String;I)J", JnaHooks.class, "open")
            .replace("com/sun/jna/Native.close(J)V", JnaHooks.class, "close")
            .replace("com/sun/jna/Native.findSymbol(JLjava/lang/String;)J", JnaHooks.class, "findSymbol")
            .replace("com/sun/jna/Native.setProtected(Z)V", JnaHooks.class, "setProtected");

    static final CallSites JDK = new CallSites()
            .replace("java/lang/System.nanoTime()J", TimeHooks.class, "jdkNanoTime")
            .replace("java/lang/System.currentTimeMillis()J", TimeHooks.class, "jdkCurrentTimeMillis")
            .replace("java/lang/System.identityHashCode(Ljava/lang/Object;)I", HashHooks.class, "identityHash")
            .replace("java/io/RandomAccessFile.getFilePointer()J", FileHooks.class, "filePointer")
            .replace("jdk/internal/misc/VM.getNanoTimeAdjustment(J)J", TimeHooks.class, "nanoTimeAdjustment")
            .replace("java/lang/Runtime.availableProcessors()I", RuntimeHooks.class, "availableProcessors")
            .read("java/lang/System.out", RuntimeHooks.class, "out")
            .read("java/lang/System.err", RuntimeHooks.class, "err");

    /** Of the classes of shared native libraries, which run outside the simulation. */
    static final CallSites SHARED = new CallSites()
            .precede("java/lang/System.loadLibrary(Ljava/lang/String;)V", LibraryHooks.class, "lookNowhere")
            .precede("java/lang/Runtime.loadLibrary(Ljava/lang/String;)V", LibraryHooks.class, "lookNowhere");

    /** What is read from a static field, and the hook that it goes through. */
    private final Map<String, Method> reads = new HashMap<>();

    /** What a call becomes: the hook in its place, or the hook on a copy of its last argument and then the call. */
    record Site(Method hook, boolean callStays) {}

    private final Map<String, Site> byTarget = new HashMap<>();
    private final Map<String, Site> supers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private CallSites() {}

    /** Returns whether a call of a method of this name may have a hook. */
    boolean mayName(String method) {
        return names.containsKey(method);
    }

    @Nullable
    Site find(String owner, String name, String descriptor) {
        return names.containsKey(name) ? byTarget.get(owner + "." + name + descriptor) : null;
    }

    /** Returns what becomes of a call of a superclass's method, which the object itself may override. */
    @Nullable
    Site findSuper(String owner, String name, String descriptor) {
        return names.containsKey(name) ? supers.get(owner + "." + name + descriptor) : null;
    }

    /** Returns the hook for what is read from the static field, or null. */
    @Nullable
    Method findRead(String owner, String field) {
        return reads.get(owner + "." + field);
    }

    /** Returns whether the class file may hold such a call: a look at its bytes, without parsing. */
    boolean mayOccurIn(byte[] classFile) {
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

    private CallSites read(String field, Class<?> hooks, String hook) {
        reads.put(field, Patch.hook(hooks, hook));
        return this;
    }

    private CallSites replace(String target, Class<?> hooks, String hook) {
        return put(target, new Site(Patch.hook(hooks, hook), false));
    }

    private CallSites replaceSuper(String target, Class<?> hooks, String hook) {
        supers.put(target, new Site(Patch.hook(hooks, hook), false));
        return this;
    }

    private CallSites precede(String target, Class<?> hooks, String hook) {
        return put(target, new Site(Patch.hook(hooks, hook), true));
    }

    private CallSites put(String target, Site site) {
        byTarget.put(target, site);
        String name = target.substring(target.indexOf('.') + 1, target.indexOf('('));
        names.put(name, name);
        return this;
    }

    /** Returns whether the ASCII text stands anywhere in the bytes. */
    static boolean contains(byte[] bytes, String ascii) {
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
