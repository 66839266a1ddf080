package dev.faultline.sim.internal.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every class file of the JDK that runs this. */
final class JdkClasses {
    /** By name as in class files, sorted. */
    private final Map<String, ClassModel> classes = new TreeMap<>();

    private final Map<String, String> modules = new HashMap<>();
    private final Map<String, Map<String, MethodModel>> methods = new HashMap<>();

    JdkClasses() {
        try (Stream<Path> files =
                Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules"))) {
            files.filter(file -> file.toString().endsWith(".class")
                            && !file.toString().endsWith("module-info.class"))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class files are taken for all that the module, and the JDK, has. */
    JdkClasses(String module, List<byte[]> classFiles) {
        classFiles.forEach(each -> add(module, each));
    }

    private void add(String module, byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        classes.put(model.thisClass().asInternalName(), model);
        modules.put(model.thisClass().asInternalName(), module);
    }

    private void add(Path file) {
        try {
            add(file.getName(1).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, ClassModel> all() {
        return classes;
    }

    String moduleOf(String name) {
        return modules.get(name);
    }

    @Nullable
    ClassModel find(String name) {
        return classes.get(name);
    }

    /** Returns the method, where the class declares it. */
    @Nullable
    MethodModel method(String owner, String name, String descriptor) {
        return methods.computeIfAbsent(owner, _ -> {
                    Map<String, MethodModel> ofOwner = new HashMap<>();
                    ClassModel model = find(owner);
                    if (model != null) {
                        model.methods()
                                .forEach(each -> ofOwner.put(
                                        each.methodName().stringValue()
                                                + each.methodType().stringValue(),
                                        each));
                    }
                    return ofOwner;
                })
                .get(name + descriptor);
    }

    /** Returns whether every program may name the class. */
    boolean isExported(ClassModel model) {
        String name = model.thisClass().asInternalName();
        String folder = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
        return model.flags().has(AccessFlag.PUBLIC)
                && ModuleFinder.ofSystem().find(moduleOf(name)).stream()
                        .flatMap(each -> each.descriptor().exports().stream())
                        .anyMatch(each -> !each.isQualified() && each.source().equals(folder));
    }

    /** Shows the consumer each instruction that calls a method, by class. */
    void calls(java.util.function.BiConsumer<String, InvokeInstruction> consumer) {
        classes.forEach((name, model) -> code(model, element -> {
            if (element instanceof InvokeInstruction call) {
                consumer.accept(name, call);
            }
        }));
    }

    private static void code(ClassModel model, Consumer<Object> consumer) {
        model.methods().forEach(method -> method.code().ifPresent(code -> code.forEach(consumer)));
    }
}
