package dev.faultline.sim.internal.weave;

import dev.faultline.sim.Preemption;
import dev.faultline.sim.internal.jdk.JdkStatics;
import dev.faultline.sim.internal.jdk.Patch;
import dev.faultline.sim.internal.jdk.lang.TimeHooks;
import dev.faultline.sim.internal.jdk.nativecode.LinkerHooks;
import dev.faultline.sim.internal.jdk.nativecode.NativeFunctions;
import dev.faultline.sim.internal.jdk.socket.SocketFactories;
import dev.faultline.sim.internal.kernel.ClassDefiner;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.HashTable;
import dev.faultline.sim.internal.kernel.IdentityHash;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Checksum;
import dev.faultline.sim.internal.vm.ClassStates;
import dev.faultline.sim.internal.vm.Debugger;
import dev.faultline.sim.internal.vm.Hierarchies;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.MemberHooks;
import dev.faultline.sim.internal.vm.MountNotices;
import dev.faultline.sim.internal.vm.Resources;
import dev.faultline.sim.internal.vm.Vm;
import dev.faultline.sim.internal.vm.VmStructures;
import dev.faultline.sim.internal.vm.Weaving;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.io.IOException;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a JVM for simulations; named in the jar's manifest as the agent class.
 *
 * <p>It opens the packages of the JDK to the module of this class, carries out the {@linkplain Patch patches}, and from then
 * on rewrites the call sites of classes as they are loaded: of the JDK, and of the caller's own code where it comes from a
 * folder and not from a jar, so that test code can run in nodes as it is. Outside a simulated thread, everything patched
 * does what it did before.
 */
public final class Agent {
    private static final String SALTED = "java/util/ImmutableCollections";

    private static final List<String> NEVER_WOVEN = List.of(
            "dev/faultline/sim/",
            "java/lang/classfile/",
            "jdk/internal/classfile/",
            "java/lang/invoke/",
            "java/lang/instrument/",
            "sun/instrument/",
            "jdk/internal/misc/VM",
            "jdk/internal/vm/Continuation");

    private static final byte[] UNCHANGED = {};

    private static boolean installed;
    private static final AtomicReference<@Nullable Throwable> FAILURE = new AtomicReference<>();
    private static @Nullable JdkWeaver jdkWeaver;

    private Agent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            WorldEngine.installNew();
            MemberHooks.link();
            install(instrumentation);
            installed = true;
        } catch (Throwable thrown) {
            // The JVM goes on; whoever wants to simulate is told by the self-check.
            FAILURE.set(thrown);
        }
    }

    static @Nullable Throwable failure() {
        return FAILURE.get();
    }

    static List<Patch> missedPatches() {
        return jdkWeaver == null ? List.of() : jdkWeaver.missed();
    }

    private static void install(Instrumentation instrumentation)
            throws ReflectiveOperationException, UnmodifiableClassException, IOException, URISyntaxException {
        // Killed threads are garbage only if the JDK does not keep a list of all virtual threads.
        System.setProperty("jdk.trackAllThreads", "false");
        openJdk(instrumentation);
        MountNotices.turnOff();
        ClassStates.prove();
        IdentityHash.locate();
        fixCollectionSalt();

        ClassHierarchyResolver hierarchy = Hierarchies.of(HostClasses.HOST);
        List<Patch> patches = AllPatches.list();
        for (Patch patch : patches) {
            // A hook that runs before its class is initialised would read offsets that are still zero.
            Vm.UNSAFE.ensureClassInitialized(patch.hooks());
        }
        Vm.UNSAFE.ensureClassInitialized(TimeHooks.class);
        Vm.UNSAFE.ensureClassInitialized(Task.class);
        Vm.UNSAFE.ensureClassInitialized(JdkStatics.class);
        Vm.UNSAFE.ensureClassInitialized(LinkerHooks.class);
        Vm.UNSAFE.ensureClassInitialized(NativeFunctions.class);
        JdkWeaver weaver = new JdkWeaver(patches, hierarchy);
        CodeWeaver jdkSites = new CodeWeaver(HookSites.JDK, Preemption.NONE, name -> false, hierarchy);
        jdkWeaver = weaver;
        for (String owner : weaver.ownersLookedFor()) {
            Class.forName(owner.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
        }
        Path ownJar = ownJar();
        long jarChecksum = new Checksum().add(Files.readAllBytes(ownJar)).value();
        Weaving weaving = new HookWeaving(instrumentation, weaver, jdkSites, jarChecksum);
        weaving.install();
        WovenClasses kept = WovenClasses.of("jdk", weaving.checksum());
        Rehearsal.of(instrumentation, ownJar, kept);
        List<Class<?>> toChange = loadedClassesToChange(instrumentation, weaver);
        instrumentation.addTransformer(new Transformer(weaver, jdkSites, hierarchy, kept), true);
        instrumentation.retransformClasses(toChange.toArray(new Class<?>[0]));
        primeJdk();
        ClassDefiner.prepare();
        SocketFactories.install();
        ClassHashes.giveAll(instrumentation, kept);
        if (Debugger.IS_EXPECTED) {
            HashTable.begin(instrumentation);
        }
        WovenClasses.saveAll();
    }

    private static Path ownJar() throws IOException, URISyntaxException {
        URL self = URI.create(HostClasses.OWN_JAR).toURL();
        return Path.of(
                ((JarURLConnection) self.openConnection()).getJarFileURL().toURI());
    }

    /** Lets the JDK set up now what would else be tied to the disk and the properties of the node that needs it first. */
    private static void primeJdk() throws ClassNotFoundException {
        long _ = new SecureRandom().nextLong();
        Class.forName("java.nio.file.TempFileHelper");
        Class.forName("java.io.File$TempDirectory");
    }

    private static void openJdk(Instrumentation instrumentation) {
        openToUs(instrumentation, Object.class.getModule());
        for (String name : List.of("java.logging", "java.management", "jdk.management", VmStructures.MODULE)) {
            ModuleLayer.boot().findModule(name).ifPresent(module -> openToUs(instrumentation, module));
        }
    }

    private static void openToUs(Instrumentation instrumentation, Module module) {
        Set<Module> us = Set.of(Agent.class.getModule());
        Map<String, Set<Module>> packages = new HashMap<>();
        module.getPackages().forEach(name -> packages.put(name, us));
        instrumentation.redefineModule(module, Set.of(), packages, packages, Set.of(), Map.of());
    }

    /**
     * The order of {@code Set.of(..)} follows from numbers that each JVM draws anew: give all the same. They are final, so
     * what has been compiled by now has the old ones in it; that goes when the {@link #SALTED} classes are retransformed.
     */
    private static void fixCollectionSalt() throws ReflectiveOperationException {
        Class<?> type = Class.forName(SALTED.replace('/', '.'));
        var salt = type.getDeclaredField("SALT32L");
        var reverse = type.getDeclaredField("REVERSE");
        Vm.UNSAFE.putLong(Vm.UNSAFE.staticFieldBase(salt), Vm.UNSAFE.staticFieldOffset(salt), 0x5DEECE66L);
        Vm.UNSAFE.putBoolean(Vm.UNSAFE.staticFieldBase(reverse), Vm.UNSAFE.staticFieldOffset(reverse), true);
    }

    private static List<Class<?>> loadedClassesToChange(Instrumentation instrumentation, JdkWeaver weaver) {
        List<Class<?>> classes = new ArrayList<>();
        Set<String> owners = new HashSet<>(weaver.owners());
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName().replace('.', '/');
            if (!Vm.isOfJdk(type.getClassLoader()) || !instrumentation.isModifiableClass(type) || type.isHidden()) {
                continue;
            }
            if (owners.contains(name)
                    || name.startsWith(SALTED)
                    || (isWovenJdkClass(name) && (Vm.UNSAFE.shouldBeInitialized(type) || hasJdkSite(name)))) {
                classes.add(type);
            }
        }
        return classes;
    }

    private static boolean hasJdkSite(String name) {
        byte[] bytes = Resources.read(HostClasses.HOST, name + ".class");
        return bytes != null && HookSites.JDK.mayOccurIn(bytes);
    }

    private static boolean isWovenJdkClass(String name) {
        return NEVER_WOVEN.stream().noneMatch(name::startsWith);
    }

    /** Weaves classes as they are loaded or retransformed. */
    private record Transformer(
            JdkWeaver jdkWeaver, CodeWeaver jdkSites, ClassHierarchyResolver hierarchy, WovenClasses kept)
            implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable Module module,
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] original) {
            if (name == null) {
                return null;
            }
            try {
                return loader == null || Vm.isOfJdk(loader) || isTool(module, loader)
                        ? weaveJdk(name, original, redefined == null || Vm.UNSAFE.shouldBeInitialized(redefined))
                        : weaveCaller(loader, domain, original);
            } catch (Throwable thrown) {
                // The JVM would drop it without a word.
                FAILURE.set(new IllegalStateException("class " + name + " could not be woven", thrown));
                return null;
            }
        }

        /** Returns whether the class is of a module of the JDK that its application loader defines, as the compiler. */
        private static boolean isTool(@Nullable Module module, ClassLoader loader) {
            return HostClasses.HOST.equals(loader)
                    && module != null
                    && module.isNamed()
                    && module.getName().startsWith("jdk.");
        }

        private byte @Nullable [] weaveJdk(String name, byte[] original, boolean isToBeInitialized) {
            String key = name + " " + isToBeInitialized + " "
                    + new Checksum().add(original).value();
            byte[] woven = kept.get(key);
            if (woven != null) {
                jdkWeaver.hasApplied(name);
            } else {
                woven = weaveAnew(name, original, isToBeInitialized);
                List<Patch> missed = jdkWeaver.missed(name);
                if (missed.isEmpty()) {
                    kept.put(key, woven == null ? UNCHANGED : woven);
                } else if (installed) {
                    // Too late for the self-check that has been made, but not for the next.
                    FAILURE.set(new IllegalStateException("these places of the JDK were not found: " + missed));
                }
            }
            return woven == null || woven.length == 0 ? null : woven;
        }

        private byte @Nullable [] weaveAnew(String name, byte[] original, boolean isToBeInitialized) {
            byte[] patched = jdkWeaver.owners().contains(name) ? jdkWeaver.weave(name, original) : original;
            if (isWovenJdkClass(name)) {
                byte[] woven = jdkSites.weave(patched);
                patched = woven == null ? patched : woven;
                patched = isToBeInitialized ? Brackets.bracketInitializer(patched, hierarchy) : patched;
            }
            return patched == original ? null : patched;
        }

        private static byte @Nullable [] weaveCaller(
                ClassLoader loader, @Nullable ProtectionDomain domain, byte[] original) {
            CodeSource source = domain == null ? null : domain.getCodeSource();
            boolean isFolder = source != null
                    && source.getLocation() != null
                    && source.getLocation().getPath().endsWith("/");
            return isFolder && HostClasses.HOST.equals(loader)
                    ? Weaving.installed()
                            .ofApplication(loader, Preemption.NONE, name -> !HostClasses.isOfJdk(name), original)
                    : null;
        }
    }
}
