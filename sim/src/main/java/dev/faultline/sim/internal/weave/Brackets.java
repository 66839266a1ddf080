package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.kernel.OncePerJvm;
import dev.faultline.sim.internal.vm.CallSites;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts code of the JDK that runs once per JVM into the brackets of {@link OncePerJvm}. */
final class Brackets implements CodeTransform {
    private static final Method ENTER = Hooks.named(OncePerJvm.class, "enter");
    private static final Method LEAVE = Hooks.named(OncePerJvm.class, "leave");

    private int saved = -1;
    private @Nullable Label start;

    private Brackets() {}

    /** Returns a transform that puts the code of a method into brackets. */
    static CodeTransform brackets() {
        return new Brackets();
    }

    /** Returns the class with its static initialiser in brackets, or the class itself where it has none. */
    static byte[] bracketInitializer(byte[] original, ClassHierarchyResolver hierarchy) {
        if (!CallSites.contains(original, "<clinit>")) {
            return original;
        }
        ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return classFile.transformClass(classFile.parse(original), (builder, element) -> {
            if (element instanceof MethodModel method && method.methodName().equalsString("<clinit>")) {
                builder.transformMethod(method, MethodTransform.transformingCode(brackets()));
            } else {
                builder.with(element);
            }
        });
    }

    @Override
    public void atStart(CodeBuilder code) {
        saved = code.allocateLocal(TypeKind.REFERENCE);
        Invocations.invoke(code, ENTER);
        code.astore(saved);
        start = code.newBoundLabel();
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            code.aload(saved);
            Invocations.invoke(code, LEAVE);
        }
        code.with(element);
    }

    @Override
    public void atEnd(CodeBuilder code) {
        Label end = code.newBoundLabel();
        code.exceptionCatchAll(Objects.requireNonNull(start), end, end);
        code.aload(saved);
        Invocations.invoke(code, LEAVE);
        code.athrow();
    }
}
