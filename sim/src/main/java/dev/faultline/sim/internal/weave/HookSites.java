package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.file.FileHooks;
import dev.faultline.sim.internal.jdk.file.StandardStreamHooks;
import dev.faultline.sim.internal.jdk.lang.HashHooks;
import dev.faultline.sim.internal.jdk.lang.TimeHooks;
import dev.faultline.sim.internal.jdk.nativecode.JnaHooks;
import dev.faultline.sim.internal.jdk.nativecode.LibraryHooks;
import dev.faultline.sim.internal.jdk.nativecode.LinkerHooks;
import dev.faultline.sim.internal.jdk.process.ManagementHooks;
import dev.faultline.sim.internal.jdk.process.RuntimeHooks;
import dev.faultline.sim.internal.jdk.thread.SpinHooks;
import dev.faultline.sim.internal.jdk.thread.ThreadHooks;
import dev.faultline.sim.internal.vm.CallSites;

/**
 * The calls that are rewritten wherever they stand. There is one table for application code and one for the JDK, because a
 * clock that is read by the application lets time pass, and one that is read inside the JDK does not: the JDK reads it for
 * statistics of its own, once per JVM here and there.
 */
final class HookSites {
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

    private HookSites() {}
}
