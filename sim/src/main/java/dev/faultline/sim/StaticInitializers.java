package dev.faultline.sim;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.reflect.Method;

/** Tells at the start and at the end of a static initialiser of an application that a thread is in it. */
final class StaticInitializers {
    private static final Method ENTER = Patch.hook(PinnedHooks.class, "enterInitializer");
    private static final Method LEAVE = Patch.hook(PinnedHooks.class, "leaveInitializer");

    private StaticInitializers() {}

    static boolean isOne(MethodModel method) {
        return method.methodName().equalsString("<clinit>") && method.code().isPresent();
    }

    /** Returns a transform that does so for the class. */
    static ClassTransform marking(ClassModel model) {
        return (builder, element) -> {
            if (element instanceof MethodModel method && isOne(method)) {
                builder.transformMethod(method, (methodBuilder, part) -> {
                    if (part instanceof CodeAttribute body) {
                        methodBuilder.withCode(code -> write(model, code, body));
                    } else {
                        methodBuilder.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
    }

    private static void write(ClassModel model, CodeBuilder code, CodeAttribute body) {
        Invocations.invoke(code, ENTER);
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
        StackFrames.keepWithHandler(code, model, body, end);
    }
}
