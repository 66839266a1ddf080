package dev.faultline.sim.internal.weave;

import dev.faultline.sim.internal.jdk.process.LoaderHooks;
import dev.faultline.sim.internal.vm.Hooks;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Lets every class loader of a program find the hooks that its classes call after weaving, though it may ask nobody for
 * classes of a name that it does not know. The JVM asks a loader by {@code loadClass(String)}; where a class of the
 * program has one of its own, a look at the name comes first. What it does then is marked, for the VM may have called.
 */
final class LoadClassMethods {
    private static final Method IS_HOOK = Hooks.named(LoaderHooks.class, "isHook");
    private static final Method HOOK = Hooks.named(LoaderHooks.class, "hookClass");
    private static final Method ENTER = Hooks.named(LoaderHooks.class, "enter");
    private static final Method LEAVE = Hooks.named(LoaderHooks.class, "leave");

    private LoadClassMethods() {}

    static boolean isOne(MethodModel method) {
        return method.methodName().equalsString("loadClass")
                && method.methodType().equalsString("(Ljava/lang/String;)Ljava/lang/Class;")
                && !method.flags().has(AccessFlag.STATIC)
                && method.code().isPresent();
    }

    /** Returns a transform that does so for the class. */
    static ClassTransform diverting(ClassModel model) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isOne(method)) {
                builder.transformMethod(method, (parts, part) -> {
                    if (part instanceof CodeAttribute body) {
                        parts.withCode(code -> write(model, code, body));
                    } else {
                        parts.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
    }

    private static void write(ClassModel model, CodeBuilder code, CodeAttribute body) {
        Label original = code.newLabel();
        code.aload(1);
        Invocations.invoke(code, IS_HOOK);
        code.ifeq(original).aload(1);
        Invocations.invoke(code, HOOK);
        code.areturn();
        code.labelBinding(original);
        Invocations.invoke(code, ENTER); // so the code itself may jump to its start, which must not have two frames
        Label start = code.newBoundLabel();
        CodeTransform leaving = (builder, element) -> {
            if (element instanceof ReturnInstruction) {
                Invocations.invoke(builder, LEAVE);
            }
            builder.with(element);
        };
        code.transform(body, leaving);
        Label end = code.newBoundLabel();
        code.exceptionCatchAll(start, end, end);
        Invocations.invoke(code, LEAVE);
        code.athrow();
        List<ClassDesc> locals = List.of(model.thisClass().asSymbol(), ConstantDescs.CD_String);
        StackFrames.keepWithStartAndHandler(code, model, body, original, locals, end);
    }
}
