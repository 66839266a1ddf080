package dev.faultline.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

    private void add(Path file) {
        try {
            ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
            classes.put(model.thisClass().asInternalName(), model);
            modules.put(model.thisClass().asInternalName(), file.getName(1).toString());
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
