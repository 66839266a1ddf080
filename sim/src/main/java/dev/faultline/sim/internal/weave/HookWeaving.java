package dev.faultline.sim.internal.weave;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Preemption;
import dev.faultline.sim.internal.vm.CallSites;
import dev.faultline.sim.internal.vm.Checksum;
import dev.faultline.sim.internal.vm.ObjectSizes;
import dev.faultline.sim.internal.vm.Probed;
import dev.faultline.sim.internal.vm.Weaving;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Predicate;

/** Weaves classes with the hooks of this simulator. */
final class HookWeaving extends Weaving {
    private static final CodeWeaver SHARED =
            new CodeWeaver(HookSites.SHARED, Preemption.NONE, _ -> false, ClassHierarchyResolver.defaultResolver());

    private final Instrumentation instrumentation;
    private final JdkWeaver jdkWeaver;
    private final CodeWeaver jdkSites;
    private final long jarChecksum;

    HookWeaving(Instrumentation instrumentation, JdkWeaver jdkWeaver, CodeWeaver jdkSites, long jarChecksum) {
        this.instrumentation = instrumentation;
        this.jdkWeaver = jdkWeaver;
        this.jdkSites = jdkSites;
        this.jarChecksum = jarChecksum;
    }

    @Override
    public Class<?>[] loadedClasses() {
        return instrumentation.getAllLoadedClasses();
    }

    @Override
    public Checksum checksum() {
        return new Checksum()
                .add(jarChecksum)
                .add(Runtime.version().toString())
                .add(System.getProperty("java.vm.vendor") + System.getProperty("os.arch"));
    }

    @Override
    public byte[] ofApplication(
            ClassLoader loader, Preemption preemption, Predicate<String> isApplication, byte[] original) {
        return woven(CodeWeaver.ofApplication(loader, preemption, isApplication), original);
    }

    @Override
    public Probed withProbes(ClassLoader loader, List<MethodPattern> methods, byte[] original) {
        return MethodProbes.weave(loader, methods, original);
    }

    @Override
    public byte[] withAllocations(ClassLoader loader, ObjectSizes sizes, byte[] woven) {
        return AllocationProbes.weave(loader, sizes, woven);
    }

    @Override
    public byte[] ofSharedLibrary(byte[] original) {
        return woven(SHARED, original);
    }

    @Override
    public byte[] ofJdk(byte[] original) {
        return woven(jdkSites, original);
    }

    @Override
    public CallSites applicationSites() {
        return HookSites.APPLICATION;
    }

    @Override
    public Runnable initializerOf(String owner) {
        return ClassInitializer.of(owner, jdkWeaver.ownStaticsUsedBy(owner));
    }

    private static byte[] woven(CodeWeaver weaver, byte[] original) {
        byte[] changed = weaver.weave(original);
        return changed == null ? original : changed;
    }
}
