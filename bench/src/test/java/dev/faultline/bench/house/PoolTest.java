package dev.faultline.bench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All of Faultline's class files: what the constant pool alone names has no other reason than those that are known. */
class PoolTest {
    @Test
    void noKindOfReferenceIsMissed() {
        List<ClassModel> models = new ArrayList<>();
        for (Path path : ClassFiles.ofFaultline()) {
            models.addAll(ClassFiles.in(path).models());
        }
        Set<String> withConstants = new TreeSet<>();
        models.stream().filter(PoolTest::hasConstants).forEach(model -> withConstants.add(name(model)));

        List<String> explained = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        for (ClassModel model : models) {
            Set<String> known = inFrames(model);
            known.addAll(withConstants);
            known.addAll(nested(model));
            new References(model, (used, kind, where, _) -> {
                        if (kind == Kind.NAMES && used.startsWith("dev.faultline.") && !used.equals(host(model))) {
                            (known.contains(used) ? explained : unexplained).add(where + " names " + used);
                        }
                    })
                    .show();
        }
        assertThat(unexplained).isEmpty();
        assertThat(explained).isNotEmpty();
    }

    private static String name(ClassModel model) {
        return References.nameOf(model.thisClass().asSymbol());
    }

    private static String host(ClassModel model) {
        return model.findAttribute(Attributes.nestHost())
                .map(nest -> References.nameOf(nest.nestHost().asSymbol()))
                .orElse(name(model));
    }

    private static Set<String> nested(ClassModel model) {
        Set<String> names = new TreeSet<>();
        model.findAttribute(Attributes.innerClasses())
                .ifPresent(nested -> nested.classes()
                        .forEach(type ->
                                names.add(References.nameOf(type.innerClass().asSymbol()))));
        return names;
    }

    private static boolean hasConstants(ClassModel model) {
        return model.fields().stream()
                .anyMatch(
                        field -> field.findAttribute(Attributes.constantValue()).isPresent());
    }

    private static Set<String> inFrames(ClassModel model) {
        Set<String> names = new TreeSet<>();
        for (MethodModel method : model.methods()) {
            method.findAttribute(Attributes.code()).stream()
                    .flatMap(code -> code.findAttribute(Attributes.stackMapTable()).stream())
                    .flatMap(table -> table.entries().stream())
                    .flatMap(PoolTest::types)
                    .forEach(names::add);
        }
        return names;
    }

    private static Stream<String> types(StackMapFrameInfo frame) {
        return Stream.concat(frame.locals().stream(), frame.stack().stream())
                .filter(ObjectVerificationTypeInfo.class::isInstance)
                .map(type -> References.nameOf(((ObjectVerificationTypeInfo) type).classSymbol()));
    }
}
