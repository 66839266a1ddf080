package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.vm.Vm;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the JDK's classes, which all processes of a JVM share, identity hash codes that follow from their names.
 *
 * <p>A class has one hash code as long as the JVM lives. HotSpot draws it when it verifies the class, which for most of
 * the JDK is when a program first needs it: in one run and in none after it. The order of maps whose keys are classes
 * would follow from what the JVM ran first, and that turn would draw once more than it does in any other run. So the
 * classes that programs are likely to have in their hands are loaded and given their hash codes before the first run, and
 * others when the loader of a node finds them.
 */
public final class ClassHashes {
    private static final String NAMES = "classes with hash codes by name";
    private static final String SHARED = "java.base";

    private ClassHashes() {}

    /** Loads the classes of the public packages of the JDK's base module, and gives hash codes to all that are loaded. */
    public static void giveAll(Instrumentation instrumentation, WovenClasses kept) throws IOException {
        byte[] names = kept.get(NAMES);
        if (names == null) {
            names = publicNames().getBytes(StandardCharsets.UTF_8);
            kept.put(NAMES, names);
        }
        for (String name : new String(names, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                Class<?> _ = Class.forName(name, false, null);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(name + " is in the JDK's list of classes, but not there", e);
            }
        }
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            Class<?> _ = give(type);
        }
    }

    /** Defines a class that the JVM verifies, and so gives a hash code, while it defines it. */
    public static Class<?> withHash(String name, Supplier<Class<?>> definition) {
        long number = Rng.mix(name.hashCode());
        long address = IdentityHash.addressFor(Vm.carrier());
        Class<?> type = IdentityHash.drawing(number, address, definition);
        boolean _ = IdentityHash.give(type, number, address);
        return type;
    }

    /** Gives a class the hash code of its name, if it has none yet; returns the class. */
    public static Class<?> give(Class<?> type) {
        boolean _ =
                IdentityHash.give(type, Rng.mix(lastingName(type).hashCode()), IdentityHash.addressFor(Vm.carrier()));
        return type;
    }

    /** Returns the name without the address in memory that the JVM gives to a hidden class of the JDK. */
    static String lastingName(Class<?> type) {
        String name = type.getName();
        return type.isHidden() && Vm.isOfJdk(type.getClassLoader()) ? name.substring(0, name.indexOf('/')) : name;
    }

    private static String publicNames() throws IOException {
        Module base = Object.class.getModule();
        ModuleReference reference = ModuleLayer.boot()
                .configuration()
                .findModule(SHARED)
                .orElseThrow()
                .reference();
        try (ModuleReader reader = reference.open();
                Stream<String> files = reader.list()) {
            return files.filter(file -> file.endsWith(".class") && !file.equals("module-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> base.isExported(name.substring(0, name.lastIndexOf('.'))))
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Returns whether the objects of a class of the JDK have the hash code of Object. */
    public static boolean inheritsFromObject(Class<?> jdkClass) {
        try {
            return jdkClass.getMethod("hashCode").getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
